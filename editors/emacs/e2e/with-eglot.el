;;; with-eglot.el --- Somebody writes a postmortem in Emacs with eglot: what they see  -*- lexical-binding: t -*-

;;; Commentary:

;; Run by run.sh, as `emacs --batch'.

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'markdown-mode)
(load (expand-file-name "help" (file-name-directory load-file-name)) nil t)

(defun e2e-sit-down ()
  "Set Emacs up as the README says."
  (e2e-have-server)
  (add-hook 'markdown-mode-hook #'eglot-ensure)
  ;; What the test needs beyond it: nobody is asked, changes are sent at once.
  (setq eglot-confirm-server-edits nil eglot-sync-connect 20 eglot-autoshutdown nil eglot-send-changes-idle-time 0.05))

(defun e2e-open (path)
  "Open the file at PATH; whether the server manages it."
  (find-file path)
  (run-hooks 'post-command-hook) ; eglot-ensure starts the server from there
  (and (e2e-wait (eglot-managed-p)) (progn (flymake-mode 1) (flymake-start) t)))

(defun e2e-hover ()
  "What eldoc shows of the hover at point."
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (when text (setq shown (substring-no-properties text)))))
    (e2e-wait shown)))

(defun e2e-warnings ()
  (e2e-check (e2e-wait (e2e-finding "Corrective")) "a missing section is found"
             (e2e-findings)))

(defun e2e-code-action ()
  (let* ((finding (e2e-finding "Corrective"))
         (actions (append (eglot-code-actions (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding)) nil))
         (action (cl-find-if (lambda (it) (string-prefix-p "Insert the section" (plist-get it :title))) actions)))
    (when (e2e-check action "code actions offer the section" actions)
      (eglot-execute (eglot-current-server) action)
      (e2e-check (save-excursion (goto-char (point-min)) (re-search-forward "^## Corrective" nil t))
                 "the code action inserts it" (buffer-string))
      (eglot--signal-textDocument/didChange)
      (e2e-check (e2e-wait (not (e2e-finding "Corrective"))) "and its finding goes away"
                 (e2e-findings)))))

(defun e2e-eldoc ()
  (e2e-go-to "Timeline")
  (let ((shown (e2e-hover)))
    (e2e-check (and shown (string-match-p "[0-9]+ words" shown)) "eldoc shows the words of a section" shown)))

(defun e2e-mode-line ()
  (let ((shows (lambda () (and postmortem-ls-status (string-match "\\`[0-9]+ words, [0-9]+/[0-9]+\\'" postmortem-ls-status)
                               (string-to-number postmortem-ls-status)))))
    (let ((words (e2e-wait (funcall shows))))
      (e2e-check words "the mode line has words and requirements" postmortem-ls-status)
      (e2e-go-to "The cache was")
      (insert "Then, at last: ")
      (eglot--signal-textDocument/didChange)
      (e2e-check (e2e-wait (eql (funcall shows) (+ words 3))) "and keeps up with typing" postmortem-ls-status))))

(defun e2e-outline ()
  (let ((names (format "%S" (mapcar #'car (e2e-wait (eglot-imenu))))))
    (e2e-check (string-match-p "Timeline" names) "imenu has the sections" names)))

(defun e2e-definition ()
  (e2e-go-to "13:50 UTC to")
  (let* ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))
         (summary (and found (xref-item-summary (car found)))))
    (e2e-check (and summary (string-match-p "The release with" summary)) "the definition of a time is its entry" summary)))

(defun e2e-completion ()
  (e2e-go-to "- 15:10 UTC - ")
  (end-of-line)
  (insert "\n- ")
  (eglot--signal-textDocument/didChange)
  (pcase-let* ((`(,start ,end ,table . ,properties) (eglot-completion-at-point))
               (all (all-completions (buffer-substring start end) table (plist-get properties :predicate)))
               (wanted (cl-find "15:25 UTC" all :test #'string-search)))
    (when (e2e-check wanted "a new entry gets proposals" all)
      (delete-region start end)
      (insert (substring-no-properties wanted))
      (funcall (plist-get properties :exit-function) wanted 'finished)
      (e2e-check (string-match-p "^- 15:25 UTC - " (buffer-substring (line-beginning-position) (line-end-position)))
                 "accepting one writes the beginning of the entry"
                 (buffer-substring (line-beginning-position) (line-end-position))))))

(defun e2e-edit ()
  "Make one random edit."
  (goto-char (+ (point-min) (random (max 1 (buffer-size)))))
  (pcase (random 8)
    (0 (insert "é😀"))
    (1 (insert "\n## Timeline\n"))
    (2 (delete-region (point) (min (point-max) (+ (point) (random 7)))))
    (3 (insert "\n- 14:52 UTC - 👩‍🚒 "))
    (4 (ignore-errors (transpose-lines 1)))
    (5 (upcase-region (line-beginning-position) (line-end-position)))
    (6 (setq last-command nil) (ignore-errors (kill-whole-line) (yank) (yank))) ; a kill that adds to no other
    (7 (join-line))))

(defun e2e-sync ()
  (random "postmortem") ; the same edits in every run
  (dotimes (count 200)
    (e2e-edit)
    (when (zerop (% count 3)) (eglot--signal-textDocument/didChange) (accept-process-output nil 0.005)))
  (goto-char (point-min))
  (insert "<!-- postmortem: on -->\n") ; whatever is left of it, its author calls it a postmortem
  (eglot--signal-textDocument/didChange)
  (let* ((text (buffer-substring-no-properties (point-min) (point-max)))
         (path (buffer-file-name))
         (other (expand-file-name "again.md" (file-name-directory path)))
         (answer (ignore-errors
                   (jsonrpc-request (eglot-current-server) :postmortem/text (eglot--TextDocumentIdentifier)))))
    (if answer ; from a debug build
        (e2e-check (equal answer text) "the server has the text of the buffer after 200 edits")
      (e2e-check t "the server has the text of the buffer # SKIP this server does not tell its text"))
    (with-temp-file other (insert text))
    (let ((buffer (current-buffer)) fresh)
      (e2e-open other)
      (e2e-check (e2e-wait (flymake-diagnostics)) "there are findings after it")
      (setq fresh (lambda () (with-current-buffer (find-buffer-visiting other) (e2e-findings))))
      (switch-to-buffer buffer)
      (e2e-check (e2e-wait (equal (e2e-findings) (funcall fresh))) "they are those of the same text, new"
                 (list (e2e-findings) (funcall fresh))))))

(defun e2e-quiet (folder)
  (let ((path (expand-file-name "shopping.md" folder)))
    (with-temp-file path (insert "# Shopping\n\n- 14:00 milk\n"))
    (e2e-open path)
    (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)) ; it was read by then
    (accept-process-output nil 0.3)
    (e2e-check (not (or (flymake-diagnostics) postmortem-ls-status)) "other Markdown is left alone" (e2e-findings))))

(let* ((folder (file-truename (make-temp-file "postmortem" t)))
       (draft (expand-file-name "draft.md" folder))
       (coding-system-for-write 'utf-8-unix))
  (set-language-environment "UTF-8")
  (with-temp-file draft (insert e2e-draft))
  (e2e-sit-down)
  (princ (format "# Emacs %s, eglot %s\n" emacs-version
                 (or (ignore-errors (lm-version (locate-library "eglot.el"))) "of Emacs")))
  (if (not (e2e-check (e2e-open draft) "eglot starts the server"))
      (princ "# nothing else could be checked\n")
    (e2e-warnings)
    (e2e-code-action)
    (e2e-eldoc)
    (e2e-mode-line)
    (e2e-outline)
    (e2e-definition)
    (e2e-completion)
    (e2e-enter)
    (execute-kbd-macro (kbd "RET"))
    (e2e-check (save-excursion (goto-char (point-min)) (search-forward "\n- 14:40 Then\n\n" nil t))
               "Enter on an empty entry ends the list" (buffer-string))
    (e2e-sync)
    (e2e-quiet folder)
    (let* ((server (eglot-current-server)) (process (jsonrpc--process server)))
      (eglot-shutdown server nil 10)
      (e2e-check (e2e-wait (not (process-live-p process))) "the server ends with eglot")))
  (delete-directory folder t)
  (e2e-finish))

;;; with-eglot.el ends here
