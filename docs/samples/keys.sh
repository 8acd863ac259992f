openssl genpkey -algorithm ed25519 -out site-private.pem
openssl pkey -in site-private.pem -pubout -out site-public.pem
