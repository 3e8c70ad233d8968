// Lines of TAP: what was checked, after how many seconds, and how many passed.

const began = Date.now();
let passed = 0;
let failed = 0;

/** Tells whether `what` holds; `seen` is what was seen instead. Its truth. */
export function check(ok, what, seen = '') {
  if (ok) passed += 1;
  else failed += 1;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${ok ? 'ok' : 'not ok'} ${passed + failed} - ${what} (${seconds} s)`);
  const shown = String(seen).split('\n').map(it => `    # ${it}`).join('\n');
  if (!ok && seen) console.log(shown.slice(0, 2000));
  return Boolean(ok);
}

/** Says something that decides nothing. */
export function tell(what) {
  console.log(`# ${what}`);
}

/** Says the sum; the exit code. */
export function sum() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed || !passed ? 1 : 0;
}

/** Waits until the answer is true, at most `patience` milliseconds; the last answer. */
export async function until(ask, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await Promise.resolve().then(ask).catch(() => false);
    if (answer || Date.now() > end) return answer;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Does something until its effect is seen: a busy browser loses keys. Only for what can be done twice. The last answer. */
export async function insist(act, seen, { attempts = 12, patience = 3_000 } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    await act();
    const answer = await until(seen, patience);
    if (answer || attempt >= attempts) return answer;
  }
}
