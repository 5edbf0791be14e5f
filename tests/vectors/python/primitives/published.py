"""Each primitive against what its specification publishes, so that both sides cannot be wrong alike."""

from primitives import aead, ed25519, hkdf, hpke, x25519

SUNSCREEN = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
)
KEY = bytes(range(0x80, 0xA0))
BOUND = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")


def told(name, made, published):
    if made.hex() != published.replace(" ", ""):
        raise SystemExit(f"{name} is not what is published: {made.hex()}")


def check():
    told(
        "X25519, RFC 7748, 5.2",
        x25519.x25519(
            bytes.fromhex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
            bytes.fromhex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"),
        ),
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    )
    check_ed25519()
    told(
        "ChaCha20-Poly1305, RFC 8439, 2.8.2",
        aead.seal(KEY, bytes.fromhex("070000004041424344454647"), BOUND, SUNSCREEN),
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
        "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
        "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691",
    )
    told(
        "HChaCha20, draft-irtf-cfrg-xchacha-03, 2.2.1",
        aead.hchacha20(bytes(range(32)), bytes.fromhex("000000090000004a0000000031415927")),
        "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc",
    )
    nonce = bytes(range(0x40, 0x58))
    told(
        "XChaCha20-Poly1305, draft-irtf-cfrg-xchacha-03, A.3.1",
        aead.xseal(KEY, nonce, BOUND, SUNSCREEN),
        nonce.hex()
        + "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
        "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
        "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49",
    )
    check_deriving()


def check_ed25519():
    """RFC 8032, 7.1, tests 1 and 2."""
    for seed, key, message, signature in (
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ):
        seed, message = bytes.fromhex(seed), bytes.fromhex(message)
        told("Ed25519's key, RFC 8032, 7.1", ed25519.public_key(seed), key)
        told("Ed25519's signature, RFC 8032, 7.1", ed25519.sign(seed, message), signature)
        ed25519.verify(bytes.fromhex(key), message, bytes.fromhex(signature))


def check_deriving():
    told(
        "HKDF, RFC 5869, A.1",
        hkdf.expand(
            hkdf.extract(bytes(range(13)), bytes([0x0B] * 22)), bytes(range(0xF0, 0xFA)), 42
        ),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    )
    told(
        "HKDF without a salt, RFC 5869, A.3",
        hkdf.hkdf(bytes([0x0B] * 22), b"", 42),
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    )
    recipient, public = hpke.derive_key_pair(
        bytes.fromhex("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df")
    )
    told("HPKE's key pair, RFC 9180, A.2.1", public, "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
    info, bound = b"Ode on a Grecian Urn", b"Count-0"
    text = b"Beauty is truth, truth beauty"
    message = hpke.seal_to(
        public,
        info,
        bound,
        text,
        bytes.fromhex("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b"),
    )
    told(
        "HPKE, RFC 9180, A.2.1.1",
        message,
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
    )
    told("HPKE, opened", hpke.open_with(recipient, info, bound, message), text.hex())
