# For kak-lsp 18 and newer: source this file from your kakrc, below `eval %sh{kak-lsp}`.
hook -group postmortem-ls global BufSetOption filetype=markdown %{
    set-option buffer lsp_servers %{
        [postmortem-ls]
        root_globs = ["postmortem.toml", ".postmortem.toml", ".git"]
        command = "postmortem-ls"
        args = ["server"]
    }
}
hook -group postmortem-ls global WinSetOption filetype=markdown %{
    lsp-enable-window
}
