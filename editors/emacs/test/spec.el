;;; spec.el --- Tests vaultlint.el by the client $CLIENT in $VAULT  -*- lexical-binding: t; -*-

(require 'cl-lib)
(require 'markdown-mode)
(require 'vaultlint)

(defvar spec-client (intern (getenv "CLIENT")))
(defvar spec-vault (file-name-as-directory (getenv "VAULT")))
(defvar spec-trip (expand-file-name (getenv "TRIP") spec-vault))
(defvar spec-about (expand-file-name (getenv "ABOUT") spec-vault))
(defvar spec-failed nil)

(setq make-backup-files nil
      create-lockfiles nil
      inhibit-message t
      flymake-no-changes-timeout 0.1
      vaultlint-fix-on-save nil)
(defvar eglot-sync-connect 30)
(defvar eglot-connect-timeout 60)
(defvar eglot-autoshutdown nil)
(defvar eglot-send-changes-idle-time 0.05)
(defvar lsp-auto-guess-root t)
(defvar lsp-enable-snippet nil)
(defvar lsp-enable-file-watchers nil)
(defvar lsp-diagnostics-provider :flymake)
(defvar lsp-idle-delay 0.05)
(defvar lsp-headerline-breadcrumb-enable nil)
(defvar lsp-modeline-code-actions-enable nil)
(defvar lsp-before-save-edits t)
(fset 'y-or-n-p #'always)
(add-hook 'markdown-mode-hook
          (if (eq spec-client 'eglot) #'vaultlint-eglot-ensure #'vaultlint-lsp))

(defun spec-say (format &rest arguments)
  (princ (concat (replace-regexp-in-string "\n" " " (apply #'format format arguments)) "\n")))

(defmacro spec-check (name &rest body)
  (declare (indent 1))
  `(condition-case err
       (progn ,@body (spec-say "ok - %s: %s" spec-client ,name))
     (error (setq spec-failed t)
            (spec-say "not ok - %s: %s: %S" spec-client ,name err))))

(defun spec-until (what holds)
  "Wait until the function HOLDS returns something, and return that; WHAT says what it is."
  (let ((end (+ (float-time) (if spec-failed 3 30))) value)
    (while (and (not (setq value (funcall holds))) (< (float-time) end))
      (accept-process-output nil 0.02)
      ;; What clients do when the user is idle.
      (let ((timers timer-idle-list))
        (dolist (timer timers)
          (when (memq timer timer-idle-list)
            (timer-event-handler timer)))))
    (or value (error "Never: %s" what))))

(defun spec-has (text)
  (save-excursion (goto-char (point-min)) (search-forward text nil t)))

(defun spec-must-have (text)
  (or (spec-has text) (error "No `%s' in: %s" text (buffer-string))))

(defun spec-disk (file text)
  (with-temp-buffer
    (insert-file-contents file)
    (spec-must-have text)))

(defun spec-managed ()
  (if (eq spec-client 'eglot)
      (and (fboundp 'eglot-current-server) (eglot-current-server))
    (and (bound-and-true-p lsp-mode) (lsp-workspaces)
         (cl-every (lambda (it) (eq (lsp--workspace-status it) 'initialized)) (lsp-workspaces)))))

(defun spec-open (file)
  (switch-to-buffer (find-file-noselect file))
  ;; In batch there is no command loop, which would run this.
  (run-hooks 'post-command-hook 'window-configuration-change-hook)
  (spec-until "the server manages the note" #'spec-managed))

(defun spec-findings ()
  (sort (mapcar #'flymake-diagnostic-beg (flymake-diagnostics)) #'<))

(defun spec-goto (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun spec-rename (name)
  (if (eq spec-client 'eglot) (eglot-rename name) (lsp-rename name)))

(defun spec-save-all ()
  (save-some-buffers t))

(spec-check "starts for a note, in its vault"
  (spec-open spec-trip)
  (let ((root (if (eq spec-client 'eglot)
                  (project-root (eglot--project (eglot-current-server)))
                (lsp--workspace-root (car (lsp-workspaces))))))
    (or (file-equal-p root spec-vault) (error "%s" root))))

(spec-check "shows findings"
  (flymake-mode 1)
  (let ((wanted (list (progn (spec-goto " , dazu") (point))
                      (progn (spec-goto " Über uns]]") (point)))))
    (spec-until "the findings" (lambda () (equal (spec-findings) wanted)))))

(spec-check "mends a finding"
  (spec-goto " , dazu")
  (let* ((actions (if (eq spec-client 'eglot)
                      (append (eglot-code-actions (point) (1+ (point))) nil)
                    (append (lsp-code-actions-at-point) nil)))
         (is-wanted (lambda (it)
                      (string-prefix-p "Remove the stray blank"
                                       (if (eq spec-client 'eglot) (plist-get it :title)
                                         (lsp:code-action-title it)))))
         (action (or (seq-find is-wanted actions) (error "Only %S" actions))))
    (if (eq spec-client 'eglot)
        (eglot--apply-workspace-edit (plist-get action :edit))
      (lsp-execute-code-action action)))
  (spec-must-have "|Käse]], dazu [[ Über uns]]"))

(spec-check "writes the note laid out, and mends nothing unasked"
  (if (eq spec-client 'eglot) (eglot-format-buffer) (lsp-format-buffer))
  (save-buffer)
  (spec-disk spec-trip "|Käse]], dazu [[ Über uns]] und [[Über uns]] heute.\n\nEnde\n"))

(spec-check "mends a note"
  (vaultlint-fix-all)
  (spec-must-have "dazu [[Über uns]] und")
  (save-buffer)
  (spec-disk spec-trip "dazu [[Über uns]] und"))

(spec-check "renames a heading with its links"
  (spec-open spec-about)
  (spec-goto "Käse")
  (spec-rename "Käse, Brot und Wein")
  (spec-must-have "\n## Käse, Brot und Wein\n")
  (spec-save-all)
  (spec-disk spec-about "\n## Käse, Brot und Wein\n")
  (spec-disk spec-trip "[[Über uns#Käse, Brot und Wein|Käse]],"))

(spec-check "renames the note that is open"
  (spec-open spec-about)
  (vaultlint-rename-file "Wer schreibt")
  (spec-save-all)
  (when (file-exists-p spec-about) (error "The old note is there"))
  (or (equal buffer-file-name (expand-file-name "Wer schreibt.md" spec-vault)) (error "%s" buffer-file-name))
  (spec-disk buffer-file-name "## Käse, Brot und Wein")
  (spec-disk spec-trip "[[Wer schreibt#Käse, Brot und Wein|Käse]], dazu [[Wer schreibt]] und [[Wer schreibt]]")
  (run-hooks 'post-command-hook 'window-configuration-change-hook)
  (spec-until "the server manages the note" #'spec-managed))

(spec-check "lists the findings of the vault"
  (write-region "[[ Wer schreibt]]\n" nil (expand-file-name "Neu hier.md" spec-vault))
  (vaultlint-check)
  (with-current-buffer "*vaultlint-check*"
    (condition-case nil
        (spec-until "the list" (lambda ()
                                 (accept-process-output (get-buffer-process (current-buffer)) 0.05)
                                 (spec-has "Found 1 problem")))
      (error (error "Listed: %s" (buffer-substring-no-properties (point-min) (point-max)))))
    (next-error 1)
    (let ((message (get-text-property (progn (spec-goto "Neu hier.md:1") (point)) 'compilation-message)))
      (or message (error "No message: %s" (buffer-string)))))
  (let ((shown (buffer-file-name (window-buffer))))
    (or (equal shown (expand-file-name "Neu hier.md" spec-vault)) (error "At %s" shown)))
  ;; Clients start for a note when Emacs is idle: not after the server was ended, below.
  (with-current-buffer (window-buffer)
    (run-hooks 'post-command-hook 'window-configuration-change-hook)
    (spec-until "the server manages the note" #'spec-managed)))

(spec-check "explains rules"
  (vaultlint-rule "link-spacing")
  (with-current-buffer "*vaultlint rule*"
    (spec-must-have "No stray blanks inside or around a wikilink"))
  (or (member "link-spacing" (vaultlint--rules)) (error "Not in the list")))

(spec-check "ends"
  (if (eq spec-client 'eglot)
      (eglot-shutdown-all)
    ;; A server that does not answer as it should is told of, and killed.
    (let (told)
      (cl-letf (((symbol-function 'lsp--error) (lambda (&rest arguments) (setq told arguments))))
        (mapc #'lsp-workspace-shutdown (lsp--session-workspaces (lsp-session))))
      (when told (error "Told: %S" told))))
  (spec-until "the server ends"
              (lambda () (cl-notany (lambda (it) (string-match-p "EGLOT\\|vaultlint" (process-name it)))
                                    (process-list)))))
;;; spec.el ends here
