; What electron-builder's installer leaves to us: loom:// links, for this user only.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\loom" "" "URL:Loom link"
  WriteRegStr SHELL_CONTEXT "Software\Classes\loom" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\loom\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\loom\shell\open\command" "" '"$appExe" "%1"'
!macroend

; An update uninstalls the old version first, and installs the new one.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey SHELL_CONTEXT "Software\Classes\loom"
  ${endIf}
!macroend
