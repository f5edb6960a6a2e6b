# The beginning of a finding. Sourcing it enters a new folder with an empty npm package, which is removed
# when the finding ends.

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null

# Installs packages: install NAME@VERSION …
install() {
  npm install --silent --no-audit --no-fund "$@" >/dev/null
}

# Installs node-easywechat, which cannot be loaded with node-socialite 1.5, and other packages.
install_easywechat() {
  npm pkg set overrides.node-socialite=1.4.1
  install node-easywechat@3.6.2 "$@"
}

# Makes key.pem (RSA, 2,048 bits) and cert.pem, which it signs itself.
make_certificate() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null
}
