//! Whether the client still lives: an editor that was killed says no goodbye.

use std::thread;
use std::time::Duration;

use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};

/// How often is looked; the process ends within twice that time.
const INTERVAL: Duration = Duration::from_millis(500);

/// Calls `gone` as soon as there is no process with this id, or only its remains.
pub fn watch(client: u32, gone: impl FnOnce() + Send + 'static) {
    let watching = thread::Builder::new().name("lifeline".into()).spawn(move || {
        let Ok(mut system) = System::new() else { return };
        while is_alive(&mut system, client) {
            thread::sleep(INTERVAL);
        }
        gone();
    });
    // Where processes cannot be watched, the end of the input still ends this one.
    drop(watching);
}

fn is_alive(system: &mut System, process: u32) -> bool {
    let pid = Pid::from_u32(process);
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, ProcessRefreshKind::nothing());
    system.process(pid).is_some_and(|it| !matches!(it.status(), ProcessStatus::Zombie | ProcessStatus::Dead))
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_living_process_lives_and_a_zombie_does_not() {
        let mut system = System::new().unwrap();
        assert!(is_alive(&mut system, std::process::id()));
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--list", "--format", "terse"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Not waited for, the child is a zombie when it has ended.
        let (gone, told) = mpsc::channel();
        watch(child.id(), move || gone.send(()).unwrap());
        told.recv_timeout(Duration::from_secs(30)).unwrap();
        child.wait().unwrap();
        assert!(!is_alive(&mut system, child.id()));
    }
}
