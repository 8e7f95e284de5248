@echo off
rem Runs the `loom` command with the right Node; the twin of `loom`.
setlocal
set "here=%~dp0"
set "root=%here%..\.."
set "entry=%root%\dist\cli\loom.cjs"
set "node=%root%\node_modules\node\bin\node.exe"
rem As in src-shared/hub-node-flags.ts.
set "flags=--max-semi-space-size=2 --v8-pool-size=1"

rem The packaged app: this folder is resources\bin in it, and its own runtime serves as Node.
if not exist "%here%..\app.asar" goto checkout
set "ELECTRON_RUN_AS_NODE=1"
set "NODE_OPTIONS="
set "entry=%here%..\app.asar\dist\cli\loom.cjs"
set "node=%root%\Loom.exe"
if exist "%node%" goto run
echo loom: the app around "%~f0" is damaged: its program is missing. Install Loom again. 1>&2
exit /b 69

:checkout
if not exist "%entry%" goto unbuilt
if exist "%node%" goto run
set "node=node"
node -e "process.exit(Number(parseInt(process.versions.node) < 22))" 2>nul
if errorlevel 1 goto nonode

:run
"%node%" %flags% "%entry%" %*
exit /b %errorlevel%

:unbuilt
echo loom: not built yet: "%entry%" is missing. Run `npm run build` in its folder. 1>&2
exit /b 69

:nonode
echo loom: no Node 22 or later found. Run `npm install` in its folder, or install Node. 1>&2
exit /b 69
