;;; with-lsp-mode.el --- Somebody writes a postmortem in Emacs with lsp-mode: what they see  -*- lexical-binding: t -*-

;;; Commentary:

;; Run by run.sh, as `emacs --batch'.

;;; Code:

(require 'cl-lib)
(load "lsp-mode-autoloads" t t) ; as installing the package would have it
(require 'lsp-mode)
(require 'markdown-mode)
(load (expand-file-name "help" (file-name-directory load-file-name)) nil t)

(defun e2e-sit-down (folder)
  "Set Emacs up as the README says, for files in FOLDER."
  (e2e-have-server)
  (add-hook 'markdown-mode-hook #'lsp)
  ;; What the test needs beyond it: nobody is asked, nothing is fetched, changes are sent at once.
  (setq lsp-auto-guess-root t lsp-enable-suggest-server-download nil lsp-diagnostics-provider :flymake lsp-idle-delay 0.05
        lsp-session-file (expand-file-name "session" folder) lsp-server-install-dir folder lsp-keep-workspace-alive nil
        lsp-warn-no-matched-clients nil lsp-debounce-full-sync-notifications nil))

(defun e2e-open (path)
  "Open the file at PATH; whether the server manages it."
  (find-file path)
  (e2e-wait (bound-and-true-p lsp-managed-mode)))

(defun e2e-warnings ()
  (e2e-check (e2e-wait (flymake-start) (e2e-finding "Corrective")) "a missing section is found" (e2e-findings)))

(defun e2e-code-action ()
  (goto-char (point-min))
  (forward-char 4)
  (let* ((actions (append (lsp-code-actions-at-point) nil))
         (action (cl-find-if (lambda (it) (string-prefix-p "Insert the section" (lsp-get it :title))) actions)))
    (when (e2e-check action "code actions offer the section" actions)
      (lsp-execute-code-action action)
      (e2e-check (save-excursion (goto-char (point-min)) (re-search-forward "^## Corrective" nil t))
                 "the code action inserts it" (buffer-string))
      (e2e-check (e2e-wait (flymake-start) (not (e2e-finding "Corrective"))) "and its finding goes away"
                 (e2e-findings)))))

(defun e2e-hover ()
  (e2e-go-to "Timeline")
  (let ((shown (format "%s" (lsp-request "textDocument/hover" (lsp--text-document-position-params)))))
    (e2e-check (string-match-p "[0-9]+ words" shown) "hover shows the words of a section" shown)))

(defun e2e-mode-line ()
  (let ((shown (e2e-wait (and postmortem-ls-status (string-match-p "\\`[0-9]+ words, [0-9]+/[0-9]+\\'" postmortem-ls-status)
                              postmortem-ls-status))))
    (e2e-check shown "the mode line has words and requirements" postmortem-ls-status)
    (e2e-go-to "The cache was")
    (insert "Then, at last: ")
    (e2e-check (e2e-wait (eql (string-to-number (or postmortem-ls-status "")) (+ 3 (string-to-number (or shown "")))))
               "and keeps up with typing" postmortem-ls-status)))

(defun e2e-fix-all ()
  (e2e-go-to "- 15:10 UTC")
  (kill-whole-line)
  (goto-char (point-min))
  (search-forward "## Timeline\n\n")
  (yank)
  (when (e2e-check (e2e-wait (flymake-start) (e2e-finding "order\\|before")) "an entry out of order is found" (e2e-findings))
    (postmortem-ls-fix-all)
    (e2e-check (e2e-wait (< (save-excursion (e2e-go-to "- 14:30 UTC") (point))
                            (save-excursion (e2e-go-to "- 15:10 UTC") (point))))
               "fix-all puts it in order" (buffer-string))))

(defun e2e-completion ()
  (e2e-go-to "- 15:10 UTC - ")
  (end-of-line)
  (insert "\n- ")
  (pcase-let* ((`(,start ,end ,table . ,_) (lsp-completion-at-point))
               (all (all-completions (buffer-substring start end) table)))
    (e2e-check (cl-find "15:25 UTC" all :test #'string-search) "a new entry gets proposals" all)))

(let* ((folder (file-truename (make-temp-file "postmortem" t)))
       (draft (expand-file-name "draft.md" folder))
       (coding-system-for-write 'utf-8-unix))
  (set-language-environment "UTF-8")
  (make-directory (expand-file-name ".git" folder))
  (with-temp-file draft (insert e2e-draft))
  (e2e-sit-down folder)
  (princ (format "# Emacs %s, %s\n" emacs-version
                 (file-name-nondirectory (directory-file-name (file-name-directory (locate-library "lsp-mode"))))))
  (if (not (e2e-check (e2e-open draft) "lsp-mode starts the server"))
      (princ "# nothing else could be checked\n")
    (e2e-warnings)
    (e2e-code-action)
    (e2e-hover)
    (e2e-mode-line)
    (e2e-fix-all)
    (e2e-completion)
    (e2e-enter)
    (let ((process (lsp--workspace-proc (car (lsp-workspaces)))))
      (lsp-disconnect)
      (mapc #'lsp-workspace-shutdown (lsp--session-workspaces (lsp-session)))
      (e2e-check (e2e-wait (not (process-live-p process))) "the server ends with lsp-mode")))
  (delete-directory folder t)
  (e2e-finish))

;;; with-lsp-mode.el ends here
