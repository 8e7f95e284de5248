#!/bin/bash
# Runs as root after deb or rpm has laid out the files. Unlike electron-builder's own, it links the
# command line, not the window, to /usr/bin: `loom status` is what people type.
app='/opt/${sanitizedProductName}'

if type update-alternatives >/dev/null 2>&1; then
  update-alternatives --install '/usr/bin/${executable}' '${executable}' "$app/resources/bin/${executable}" 100 \
    || ln -sf "$app/resources/bin/${executable}" '/usr/bin/${executable}'
else
  ln -sf "$app/resources/bin/${executable}" '/usr/bin/${executable}'
fi

# Chromium's own sandbox helper is needed only where the kernel gives users no namespaces.
if [[ -L /proc/self/ns/user ]] && unshare --user true; then
  chmod 0755 "$app/chrome-sandbox" || true
else
  chmod 4755 "$app/chrome-sandbox" || true
fi

if hash update-mime-database 2>/dev/null; then update-mime-database /usr/share/mime || true; fi
if hash update-desktop-database 2>/dev/null; then
  update-desktop-database /usr/share/applications || true
fi

# Ubuntu 24.04 and later give namespaces only to programs that a profile names. An AppArmor that does
# not know the profile's language needs none.
profile="$app/resources/apparmor-profile"
target='/etc/apparmor.d/${executable}'
if apparmor_status --enabled >/dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
    cp -f "$profile" "$target"
    # In a chroot, such as where an image is made, the running kernel is somebody else's.
    if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache "$target" || true
    fi
  fi
fi
exit 0
