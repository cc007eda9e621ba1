# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command"]
COPY app C:\app\
RUN Write-Host one; `
    Write-Host two
WORKDIR C:\app
ENV A=`"x B=C:\
CMD app.exe
