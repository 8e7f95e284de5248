/**
 * The config.yaml that a first run writes: every key with its default, commented out, but for the one
 * that is to hold for new users and would break what older configs have working.
 */
export const firstConfig = `## Loom's configuration. Every key is optional; the lines that begin with "# " show the defaults.
## Remove the "# " in front of a key (and of the section it lies in) to set it.
## Environment variables override this file, command-line flags override both.
## \`loom validate\` checks it. Changes take effect when the hub starts again.

http:
#   enabled: true                     # serve MCP and the console over HTTP
#   address: 127.0.0.1:8088           # host:port; ":8088" is loopback, port 0 takes a free one
#   allowed_origins: ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"] # web pages that may call; ":*" is any port
#   session_timeout_minutes: 30       # an HTTP session that is idle for longer is ended
#   max_sessions: 1000                # HTTP sessions at once
#   tls_cert_file: cert.pem           # no default; with the key: HTTPS. Relative paths begin in this folder
#   tls_key_file: key.pem             # no default
  auth:
    type: token                       # HTTP clients need a token: \`loom auth token-generate\`; "auth: {}" asks nobody
#     issuer: https://auth.example.com # no default; the OAuth server that clients are pointed to (RFC 9728)

# naming: prefix                      # prefix: "server__tool" always; bare: prefixed only on collision

# limits:
#   max_message: 128MB                # longest single message, in either direction
#   idle_stop: 10m                    # a server that does nothing for so long is stopped; 0s: never
#   start_timeout: 5m                 # from start to ready; long, since npx may download first
#   max_concurrent: 100               # calls in flight at once per server process
#   list_wait: 5s                     # how long a first list waits for servers never seen before
#   input_wait: 10m                   # how long a call waits for what its server asked the client
#   drain: 3s                         # how long calls may finish when the hub stops
#   instructions: 16000               # longest composed instructions text, in characters
#   stderr_buffer: 256KB              # stderr kept per server

# vault:
#   type: auto                        # where secrets are: keychain, file (encrypted), env (LOOM_SECRET_…); auto: the keychain, else the file

# clients:
#   heal: ask                         # when a client or somebody removes or changes Loom's entry in its file: ask, auto (put it back), off

# log:
#   level: info                       # debug, info, warn or error

# activity:
#   enabled: true                     # write down the calls that go through the hub, for the console
#   keep_days: 30                     # older calls are forgotten
#   max_calls: 1000000                # and the oldest of more than these
#   max_size: 1GB                     # and the oldest when the file is larger
#   payloads: masked                  # arguments and results: none, masked (credentials hidden), full
#   max_payload: 16KB                 # arguments and results are cut behind it
`;
