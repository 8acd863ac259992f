require 'base64'
require 'json'
require 'openssl'

def b64url(data)
  Base64.urlsafe_encode64(data, padding: false)
end

def chat_token(customer)
  header = b64url(JSON.generate(alg: 'HS256', typ: 'JWT'))
  claims = b64url(JSON.generate(
    sub: customer[:id].to_s,
    aud: 'shop',
    exp: Time.now.to_i + 300,
    name: customer[:name],
    email: customer[:email]
  ))
  signature = OpenSSL::HMAC.digest('SHA256', ENV.fetch('CHAT_SECRET'), "#{header}.#{claims}")
  "#{header}.#{claims}.#{b64url(signature)}"
end

puts chat_token(id: 42, name: 'Ana Kovač', email: 'ana@example.org')
