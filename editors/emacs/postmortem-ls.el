;;; postmortem-ls.el --- Language server for Markdown postmortems  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "29.1"))
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; (require 'postmortem-ls) teaches eglot and lsp-mode to start the server in Markdown buffers.
;; It is cheap where a buffer is no postmortem: the server says nothing then.

;;; Code:

(defgroup postmortem-ls nil
  "Language server for Markdown postmortems."
  :group 'tools)

(defcustom postmortem-ls-command '("postmortem-ls" "server")
  "The server and its arguments."
  :type '(repeat string))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((markdown-mode gfm-mode markdown-ts-mode) . ,postmortem-ls-command)))

(with-eval-after-load 'lsp-mode
  (when (and (fboundp 'lsp-register-client) (fboundp 'make-lsp-client) (fboundp 'lsp-stdio-connection))
    (lsp-register-client
     (make-lsp-client :new-connection (lsp-stdio-connection (lambda () postmortem-ls-command))
                      :activation-fn (lambda (&rest _) (derived-mode-p 'markdown-mode 'gfm-mode))
                      :add-on? t
                      :server-id 'postmortem-ls))))

(defun postmortem-ls-fix-all ()
  "Apply every repair that loses no word."
  (interactive)
  (when (fboundp 'eglot-code-actions)
    (eglot-code-actions (point-min) (point-max) "source.fixAll.postmortem" t)))

(provide 'postmortem-ls)
;;; postmortem-ls.el ends here
