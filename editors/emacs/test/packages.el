;;; packages.el --- Finds packages of Debian  -*- lexical-binding: t; -*-
(setq load-prefer-newer t)
(require 'package)
(dolist (folder '("/usr/share/emacs/site-lisp/elpa-src" "/usr/share/emacs/site-lisp/elpa"))
  (when (file-directory-p folder)
    (add-to-list 'package-directory-list folder)))
(let ((inhibit-message t))
  (package-initialize))
;;; packages.el ends here
