;;; help.el --- Checks, patience and a draft for the tests in Emacs  -*- lexical-binding: t -*-

;;; Code:

(require 'cl-lib)
(require 'flymake)
(require 'markdown-mode)

(defconst e2e-folder (file-name-directory (or load-file-name buffer-file-name)))
(defvar e2e-patience (string-to-number (or (getenv "E2E_PATIENCE") "20")) "Seconds that anything may take.")
(defvar e2e-checks 0)
(defvar e2e-failures 0)

(defun e2e-check (held what &optional detail)
  "Report whether WHAT was HELD; show DETAIL where it was not."
  (cl-incf e2e-checks)
  (unless held (cl-incf e2e-failures))
  (princ (format "%s %d - %s\n" (if held "ok" "not ok") e2e-checks what))
  (when (and detail (not held))
    (princ (format "# %s\n" (replace-regexp-in-string "\n" "\n# " (format "%s" detail)))))
  held)

(defmacro e2e-wait (&rest body)
  "The value of BODY as soon as it is not nil; nil if patience ends."
  `(let ((end (+ (float-time) e2e-patience)) value)
     (while (not (or (setq value (progn ,@body)) (> (float-time) end)))
       (accept-process-output nil 0.05))
     value))

(defconst e2e-draft
  "# Postmortem: the café calendar that double-booked 🗓️

## Issue Summary

On 3 March, from 13:50 UTC to 15:10 UTC, the booking calendar of the café network accepted two parties for one table.
About 35% of the guests met somebody else at their table 😬. The root cause was a cache that nobody emptied.

## Timeline

- 13:50 UTC - 🚀 The release with the new cache went out to every region.
- 14:05 UTC - A waiter in Besançon called: two parties stood before table nine.
- 14:30 UTC - The case was handed to the booking team.
- 15:10 UTC - The cache was switched off.

## Root cause and resolution

The release kept the list of free tables in memory and emptied it when a booking was changed, not when it was made.
The team turned the cache off by its flag at 15:10 UTC and wrote to every guest whose table was taken twice.
")

(defun e2e-have-server ()
  "Load what stands beside this folder, with the server to test, and keep nothing."
  (add-to-list 'load-path (expand-file-name ".." e2e-folder))
  (require 'postmortem-ls)
  (setq postmortem-ls-command (list (getenv "POSTMORTEM_LS") "server"))
  (setq inhibit-message t make-backup-files nil create-lockfiles nil auto-save-default nil vc-handled-backends nil))

(defun e2e-findings ()
  "The findings of the buffer, as strings that can be compared."
  (sort (mapcar (lambda (it)
                  (format "%s-%s %s" (flymake-diagnostic-beg it) (flymake-diagnostic-end it)
                          (flymake-diagnostic-text it)))
                (flymake-diagnostics))
        #'string<))

(defun e2e-finding (message)
  "The finding whose text matches MESSAGE."
  (cl-find-if (lambda (it) (string-match-p message (flymake-diagnostic-text it))) (flymake-diagnostics)))

(defun e2e-go-to (text)
  "Move in front of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun e2e-enter ()
  "Press Enter behind two entries."
  (keymap-set markdown-mode-map "RET" #'newline) ; as the README says
  (e2e-go-to "- 14:30 UTC")
  (end-of-line)
  (execute-kbd-macro (kbd "RET"))
  (let ((line (lambda () (buffer-substring-no-properties (line-beginning-position) (line-end-position)))))
    (e2e-check (and (e2e-wait (equal (funcall line) "- ")) (eolp)) "Enter opens the next entry, with the cursor in it"
               (list (funcall line) (current-column) (buffer-string)))
    (execute-kbd-macro (kbd "14:40 SPC Then RET"))
    (e2e-check (and (e2e-wait (equal (funcall line) "- ")) (eolp)) "and one more behind what is written there"
               (list (funcall line) (current-column) (buffer-string)))))

(defun e2e-finish ()
  "Print the plan and end with status 0 where everything held."
  (princ (format "1..%d\n# %s\n" e2e-checks
                 (if (zerop e2e-failures) "all held" (format "%d did not hold" e2e-failures))))
  (kill-emacs (if (zerop e2e-failures) 0 1)))

;;; help.el ends here
