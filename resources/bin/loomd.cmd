@echo off
rem loomd is `loom serve`.
call "%~dp0loom.cmd" serve %*
exit /b %errorlevel%
