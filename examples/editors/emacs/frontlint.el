;;; frontlint.el --- Check posts with frontlint -*- lexical-binding: t -*-

;;; Commentary:

;; `M-x frontlint' checks the current folder in a compilation buffer: `next-error' goes from finding to finding.
;; `frontlint-flymake-setup' underlines findings while one types:
;;   (add-hook 'markdown-mode-hook #'frontlint-flymake-setup)

;;; Code:

(require 'compile)
(require 'flymake)

(defvar frontlint-program "frontlint"
  "The frontlint program.")

(defconst frontlint-regexp
  "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\|\\(info\\)\\)\\[\\([^]]+\\)\\] \\(.*\\)$"
  "A finding: file, line, column, whether a warning, whether an info, rule, message.")

(add-to-list 'compilation-error-regexp-alist-alist
             (list 'frontlint frontlint-regexp 1 2 3 '(4 . 5)))

(define-compilation-mode frontlint-mode "frontlint"
  "Findings of frontlint."
  (setq-local compilation-error-regexp-alist '(frontlint))
  ;; Columns count characters; a tab is one.
  (setq-local compilation-error-screen-columns nil))

;;;###autoload
(defun frontlint ()
  "Check the posts below the current folder."
  (interactive)
  (compilation-start
   (concat (shell-quote-argument frontlint-program) " check --format concise --color never")
   #'frontlint-mode))

(defvar-local frontlint--process nil
  "The check of this buffer that still runs.")

(defun frontlint-flymake (report-fn &rest _)
  "Check the current buffer and report the findings to REPORT-FN."
  (when (process-live-p frontlint--process)
    (kill-process frontlint--process))
  (let ((source (current-buffer))
        (name (file-relative-name (or buffer-file-name (concat (buffer-name) ".md")))))
    (save-restriction
      (widen)
      (setq frontlint--process
            (make-process
             :name "frontlint" :noquery t :connection-type 'pipe :coding 'utf-8-unix
             :buffer (generate-new-buffer " *frontlint*")
             :command (list frontlint-program "check" "--format" "concise" "--quiet" "--color" "never"
                            "--stdin" "--stdin-filename" name)
             :sentinel (lambda (process _event)
                         (unless (process-live-p process)
                           (when (and (buffer-live-p source)
                                      (eq process (buffer-local-value 'frontlint--process source)))
                             (funcall report-fn (frontlint--findings source (process-buffer process))))
                           (kill-buffer (process-buffer process))))))
      (process-send-region frontlint--process (point-min) (point-max))
      (process-send-eof frontlint--process))))

(defun frontlint--findings (source output)
  "The findings about SOURCE in the buffer OUTPUT, as flymake wants them."
  (with-current-buffer output
    (goto-char (point-min))
    (let (findings)
      (while (search-forward-regexp frontlint-regexp nil t)
        (let ((line (string-to-number (match-string 2)))
              (column (string-to-number (match-string 3)))
              (type (cond ((match-string 4) :warning) ((match-string 5) :note) (t :error)))
              (text (format "[%s] %s" (match-string 6) (match-string 7))))
          (with-current-buffer source
            (let ((region (frontlint--region line column)))
              (push (flymake-make-diagnostic source (car region) (cdr region) type text) findings)))))
      (nreverse findings))))

(defun frontlint--region (line column)
  "From the place at LINE and COLUMN to the end of its word, at least a character."
  (save-excursion
    (save-restriction
      (widen)
      (goto-char (point-min))
      (forward-line (1- line))
      (let* ((start (min (+ (point) (1- column)) (line-end-position)))
             (end (progn (goto-char start) (skip-chars-forward "^ \t\n") (point))))
        (cons start (max end (min (1+ start) (point-max))))))))

;;;###autoload
(defun frontlint-flymake-setup ()
  "Underline the findings of frontlint in this buffer."
  (add-hook 'flymake-diagnostic-functions #'frontlint-flymake nil t)
  (flymake-mode 1))

(provide 'frontlint)
;;; frontlint.el ends here
