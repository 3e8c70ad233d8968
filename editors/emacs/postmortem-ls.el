;;; postmortem-ls.el --- Language server for Markdown postmortems  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: tools, languages
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; (require 'postmortem-ls) teaches eglot and lsp-mode to start the server in Markdown buffers.
;; It is cheap where a buffer is no postmortem: the server says nothing then.
;; The mode line shows words and requirements.

;;; Code:

(require 'cl-lib)
(require 'url-parse)
(require 'url-util)

(defgroup postmortem-ls nil
  "Language server for Markdown postmortems."
  :group 'tools)

(defcustom postmortem-ls-command '("postmortem-ls" "server")
  "The server and its arguments."
  :type '(repeat string))

(defvar-local postmortem-ls-status nil
  "Words and requirements of this postmortem, for the mode line.")

(add-to-list 'mode-line-misc-info '(postmortem-ls-status (" " postmortem-ls-status " ")))

(defvar eglot-server-programs)

(with-eval-after-load 'eglot
  (put 'gfm-mode 'eglot-language-id "markdown")
  (add-to-list 'eglot-server-programs
               `((markdown-mode gfm-mode markdown-ts-mode)
                 . ,(lambda (&rest _)
                      (append postmortem-ls-command '(:initializationOptions (:status (:enable t)))))))

  (cl-defmethod eglot-handle-notification
    (_server (_method (eql 'postmortem/status)) &key uri postmortem words requirements &allow-other-keys)
    "Take in what the server tells of a document after each reading."
    (postmortem-ls--show uri (eq postmortem t) words (plist-get requirements :met) (plist-get requirements :total))))

(with-eval-after-load 'lsp-mode
  (when (and (fboundp 'lsp-register-client) (fboundp 'make-lsp-client) (fboundp 'lsp-stdio-connection))
    (lsp-register-client
     (make-lsp-client :new-connection (lsp-stdio-connection (lambda () postmortem-ls-command))
                      :activation-fn (lambda (&rest _) (derived-mode-p 'markdown-mode 'markdown-ts-mode))
                      :initialization-options '(:status (:enable t))
                      :notification-handlers
                      (let ((handlers (make-hash-table :test #'equal)))
                        (puthash "postmortem/status" #'postmortem-ls--lsp-mode-status handlers)
                        handlers)
                      :add-on? t
                      :server-id 'postmortem-ls))))

(defun postmortem-ls--lsp-mode-status (_workspace status)
  "Take in the STATUS that the server tells lsp-mode of."
  (let ((requirements (lsp-get status :requirements)))
    (postmortem-ls--show (lsp-get status :uri) (eq (lsp-get status :postmortem) t) (lsp-get status :words)
                         (and requirements (lsp-get requirements :met))
                         (and requirements (lsp-get requirements :total)))))

(defun postmortem-ls--show (uri is-postmortem words met total)
  "Show WORDS and requirements, MET of TOTAL, of the file at URI.
Nothing is shown unless it IS-POSTMORTEM."
  (when-let ((buffer (find-buffer-visiting (url-unhex-string (url-filename (url-generic-parse-url uri))))))
    (with-current-buffer buffer
      (setq postmortem-ls-status (and is-postmortem (format "%d words, %d/%d" words met total)))
      (force-mode-line-update))))

(defun postmortem-ls-fix-all ()
  "Apply every repair that loses no word."
  (interactive)
  (if (bound-and-true-p lsp-managed-mode)
      (lsp-execute-code-action-by-kind "source.fixAll.postmortem")
    (eglot-code-actions (point-min) (point-max) "source.fixAll.postmortem" t)))

(declare-function eglot-code-actions "eglot")
(declare-function lsp-execute-code-action-by-kind "lsp-mode")
(declare-function lsp-get "lsp-protocol")
(declare-function url-filename "url-parse")

(provide 'postmortem-ls)
;;; postmortem-ls.el ends here
