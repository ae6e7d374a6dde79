;;; vaultlint.el --- Linter and formatter for Obsidian vaults  -*- lexical-binding: t; -*-

;; Author: The vaultlint authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: convenience, languages, tools, wp
;; URL: https://github.com/vaultlint/vaultlint
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Starts `vaultlint server' for notes in Markdown, by Eglot:
;;
;;   (add-hook 'markdown-mode-hook #'vaultlint-eglot-ensure)
;;
;; or by lsp-mode:
;;
;;   (add-hook 'markdown-mode-hook #'vaultlint-lsp)
;;
;; Findings, quick fixes, formatting, completion and renaming are then those of
;; the client.  `vaultlint-check' lists the findings of the whole vault,
;; `vaultlint-fix-all' mends what is safe to mend, `vaultlint-rename-file'
;; renames the note with all links to it, `vaultlint-rule' explains a rule.

;;; Code:

(require 'compile)
(require 'project)
(require 'seq)
(require 'subr-x)

(defvar eglot-server-programs)
(declare-function eglot-current-server "eglot")
(declare-function eglot-code-actions "eglot")
(declare-function eglot-ensure "eglot")
(declare-function eglot--apply-workspace-edit "eglot")
(declare-function eglot--path-to-uri "eglot")
(declare-function eglot-path-to-uri "eglot")
(declare-function jsonrpc-notify "jsonrpc")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-deferred "lsp-mode")
(declare-function lsp-execute-code-action-by-kind "lsp-mode")
(declare-function lsp-notify "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-request "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp--apply-workspace-edit "lsp-mode")
(declare-function lsp--path-to-uri "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defgroup vaultlint nil
  "Linter and formatter for Obsidian vaults."
  :group 'tools
  :prefix "vaultlint-")

(defcustom vaultlint-program "vaultlint"
  "The program vaultlint: a name on the path, or a file."
  :type 'string)

(defcustom vaultlint-fix-on-save nil
  "Whether saving a note mends what is safe to mend.
Read when the server starts."
  :type 'boolean)

(defun vaultlint--command ()
  "The command that serves."
  (list vaultlint-program "server"))

(defun vaultlint--options ()
  "The initialization options of the server."
  (list :fixOnSave (if vaultlint-fix-on-save t :json-false)))

(defun vaultlint-root (&optional directory)
  "The root of the vault around DIRECTORY, by default `default-directory'."
  (locate-dominating-file (or directory default-directory) ".obsidian"))

(defun vaultlint-find-project (directory)
  "The vault around DIRECTORY, for `project-find-functions'."
  (when-let ((root (vaultlint-root directory)))
    (cons 'vaultlint root)))

(cl-defmethod project-root ((project (head vaultlint)))
  "The root of the vault PROJECT."
  (cdr project))

;;;###autoload
(defun vaultlint-eglot-ensure ()
  "Start vaultlint by Eglot for the current buffer; for `markdown-mode-hook'."
  (interactive)
  (require 'eglot)
  (add-hook 'project-find-functions #'vaultlint-find-project)
  (setf (alist-get '(markdown-mode gfm-mode) eglot-server-programs nil nil #'equal)
        (lambda (&rest _)
          (append (vaultlint--command)
                  (list :initializationOptions (vaultlint--options)))))
  (eglot-ensure))

;;;###autoload
(defun vaultlint-lsp ()
  "Start vaultlint by lsp-mode for the current buffer; for `markdown-mode-hook'."
  (interactive)
  (require 'lsp-mode)
  (add-hook 'project-find-functions #'vaultlint-find-project)
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection #'vaultlint--command)
    :major-modes '(markdown-mode gfm-mode)
    :initialization-options #'vaultlint--options
    ;; It counts characters, whatever it promises: one emoji, and edits go astray.
    :custom-capabilities '((general . ((positionEncodings . ["utf-32"]))))
    :add-on? t
    :server-id 'vaultlint))
  (lsp-deferred))

(defun vaultlint--client ()
  "The client of the current buffer, `eglot' or `lsp'; an error without one."
  (cond ((and (fboundp 'eglot-current-server) (eglot-current-server)) 'eglot)
        ((bound-and-true-p lsp-mode) 'lsp)
        (t (user-error "No server runs for this buffer"))))

;;;###autoload
(defun vaultlint-fix-all ()
  "Mend in this note all that is safe to mend."
  (interactive)
  (if (eq (vaultlint--client) 'eglot)
      (eglot-code-actions (point-min) (point-max) "source.fixAll.vaultlint" t)
    (lsp-execute-code-action-by-kind "source.fixAll.vaultlint")))

(defun vaultlint--uri (file)
  "The address of FILE, as the client of the current buffer writes it."
  (cond ((eq (vaultlint--client) 'lsp) (lsp--path-to-uri file))
        ((fboundp 'eglot-path-to-uri) (eglot-path-to-uri file))
        (t (eglot--path-to-uri file))))

(defun vaultlint--rename-edit (files)
  "Have the server prepare the renaming of FILES, and make its edits."
  (if (eq (vaultlint--client) 'lsp)
      (when-let ((edit (lsp-request "workspace/willRenameFiles" files)))
        (lsp--apply-workspace-edit edit))
    (when-let ((edit (jsonrpc-request (eglot-current-server)
                                      :workspace/willRenameFiles files)))
      ;; Since Eglot 1.13 it wants to know on whose behalf.
      (if (eql (car (func-arity #'eglot--apply-workspace-edit)) 2)
          (eglot--apply-workspace-edit edit 'vaultlint-rename-file)
        (eglot--apply-workspace-edit edit)))))

(defun vaultlint--renamed (files)
  "Tell the server that FILES have been renamed."
  (if (eq (vaultlint--client) 'lsp)
      (lsp-notify "workspace/didRenameFiles" files)
    (jsonrpc-notify (eglot-current-server) :workspace/didRenameFiles files)))

;;;###autoload
(defun vaultlint-rename-file (name)
  "Rename or move the file of this note to NAME, with all links to it.
NAME is read against the folder of the note; its extension may be left out.
The other notes are changed in their buffers: \\[save-some-buffers] saves them."
  (interactive
   (list (read-file-name "New name: " nil nil nil
                         (and buffer-file-name
                              (file-name-nondirectory buffer-file-name)))))
  (let* ((old (or buffer-file-name (user-error "This buffer visits no file")))
         (new (expand-file-name
               (if (file-name-extension name) name
                 (concat name (file-name-extension old t)))))
         (files (list :files (vector (list :oldUri (vaultlint--uri old)
                                           :newUri (vaultlint--uri new))))))
    (when (file-exists-p new)
      (user-error "%s is there already" new))
    (vaultlint--rename-edit files)
    (save-buffer)
    (make-directory (file-name-directory new) t)
    (rename-file old new)
    (vaultlint--renamed files)
    (let ((place (point)))
      ;; For the server the old note is closed by this, and the new one opened.
      (find-alternate-file new)
      (goto-char place))
    (message "Renamed to %s" (file-name-nondirectory new))))

(define-compilation-mode vaultlint-check-mode "Vaultlint"
  "Findings of vaultlint."
  (setq-local compilation-error-regexp-alist '(vaultlint))
  (setq-local compilation-error-regexp-alist-alist
              '((vaultlint
                 "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\|\\(info\\)\\)\\["
                 1 2 3 (4 . 5)))))

;;;###autoload
(defun vaultlint-check ()
  "List the findings of the whole vault, as it is on disk."
  (interactive)
  (let ((default-directory (or (vaultlint-root) default-directory))
        ;; A pipe: on a terminal it would show its progress.
        (process-connection-type nil))
    (compilation-start
     (concat (shell-quote-argument vaultlint-program) " check --output-format concise")
     #'vaultlint-check-mode)))

(defun vaultlint--about-rules (&rest arguments)
  "Ask the program about rules, with ARGUMENTS; return the answer."
  (with-temp-buffer
    (let ((status (apply #'call-process vaultlint-program nil t nil "rule" arguments)))
      (unless (eql status 0)
        (user-error "%s" (string-trim (buffer-string)))))
    (buffer-string)))

(defun vaultlint--rules ()
  "The names of all rules."
  (mapcar (lambda (rule) (alist-get 'name rule))
          (json-parse-string (vaultlint--about-rules "--output-format" "json")
                             :object-type 'alist :array-type 'list)))

;;;###autoload
(defun vaultlint-rule (name)
  "Explain the rule NAME."
  (interactive (list (completing-read "Rule: " (vaultlint--rules) nil t)))
  (let ((page (vaultlint--about-rules name)))
    (with-help-window "*vaultlint rule*"
      (princ page))))

(provide 'vaultlint)
;;; vaultlint.el ends here
