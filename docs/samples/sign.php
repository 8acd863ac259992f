<?php

function b64url(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

function chatToken(array $customer): string
{
    $header = b64url(json_encode(['alg' => 'HS256', 'typ' => 'JWT']));
    $claims = b64url(json_encode([
        'sub' => (string) $customer['id'],
        'aud' => 'shop',
        'exp' => time() + 300,
        'name' => $customer['name'],
        'email' => $customer['email'],
    ]));
    $signature = hash_hmac('sha256', "$header.$claims", getenv('CHAT_SECRET'), true);
    return "$header.$claims." . b64url($signature);
}

echo chatToken(['id' => 42, 'name' => 'Ana Kovač', 'email' => 'ana@example.org']), "\n";
