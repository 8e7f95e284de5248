#!/bin/bash
# Runs as root after deb or rpm has taken the files away; of an update too, when the new ones are
# there already and want to keep what follows.
app='/opt/${sanitizedProductName}'
if [ "$1" = upgrade ] || { [ "$1" -ge 1 ] 2>/dev/null; }; then exit 0; fi

if type update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove '${executable}' "$app/resources/bin/${executable}" || true
elif [ "$(readlink '/usr/bin/${executable}')" = "$app/resources/bin/${executable}" ]; then
  rm -f '/usr/bin/${executable}'
fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 \
    && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi
exit 0
