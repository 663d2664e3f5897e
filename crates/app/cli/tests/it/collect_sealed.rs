//! Encrypted forms: what a phone encrypts is opened while it is downloaded, with the key of whoever downloads. The
//! submissions are encrypted by Python's `cryptography`, which knows nothing of us.

use std::io::{Cursor, Read as _};

use crate::{
    client::{Answer, Client},
    collect::{PROJECT, device, send},
    node::Node,
    python,
};

/// Writes two private keys, and what ODK Collect would send (ODK XForms, "Encryption"), as JSON.
const ENCRYPT: &str = r#"
import base64, hashlib, json, os, sys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
try:
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
except ImportError:
    from cryptography.hazmat.primitives.ciphers.modes import CFB
private, other = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
def pem(key, form=serialization.PrivateFormat.PKCS8):
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()
oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
def lock(data):
    return base64.b64encode(private.public_key().encrypt(data, oaep)).decode()
public = base64.b64encode(private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)).decode()
def submission(number, photo, forged=False):
    instance = f"uuid:sealed-{number}"
    xml = (f'<data id="sealed" version="1"><families>{number}</families><photo>p{number}.jpg</photo>'
           f'<meta><instanceID>{instance}</instanceID></meta></data>').encode()
    key = os.urandom(32)
    locked = lock(key)
    vector = bytearray(hashlib.md5(instance.encode() + key).digest())
    def close(data, at):
        vector[at % 16] = (vector[at % 16] + 1) % 256
        pad = 16 - len(data) % 16
        machine = Cipher(algorithms.AES(key), CFB(bytes(vector))).encryptor()
        return machine.update(data + bytes([pad]) * pad) + machine.finalize()
    files = {f"p{number}.jpg.enc": close(photo, 0), "submission.xml.enc": close(xml, 1)}
    lines = ["sealed", "1", locked, instance, f"p{number}.jpg::" + hashlib.md5(photo).hexdigest(),
             "submission.xml::" + hashlib.md5(xml).hexdigest()]
    if forged:
        lines[3] = "uuid:another"
    signature = lock(hashlib.md5(("\n".join(lines) + "\n").encode()).digest())
    manifest = (f'<data xmlns="http://opendatakit.org/submissions" id="sealed" version="1" encrypted="yes">'
                f'<base64EncryptedKey>{locked}</base64EncryptedKey><encryptedXmlFile>submission.xml.enc</encryptedXmlFile>'
                f'<media><file>p{number}.jpg.enc</file></media>'
                f'<base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature>'
                f'<meta xmlns="http://openrosa.org/xforms"><instanceID>{instance}</instanceID></meta></data>')
    return {"manifest": manifest, "files": {name: data.hex() for name, data in files.items()}}
json.dump({"pkcs8": pem(private), "pkcs1": pem(private, serialization.PrivateFormat.TraditionalOpenSSL), "other": pem(other),
           "public": public, "sent": [submission(1, b"a photograph"), submission(2, b"x" * 40000), submission(3, b"y", True)]},
          open(sys.argv[1], "w"))
"#;

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).expect("hex"))
        .collect()
}

fn ask(who: &Client, ending: &str, key: &str) -> Answer {
    let path = format!("{PROJECT}/forms/sealed/submissions.{ending}");
    who.with("content-type", "application/x-pem-file")
        .send("POST", &path, Some(key.as_bytes()))
}

#[test]
fn encrypted_submissions_are_opened_with_the_key_of_whoever_downloads_and_stay_closed_here() {
    let test =
        "encrypted_submissions_are_opened_with_the_key_of_whoever_downloads_and_stay_closed_here";
    if !python::has("cryptography", test) {
        return;
    }
    let node = Node::start();
    let made = node.data().join("sealed.json");
    python::told(ENCRYPT, &made);
    let made: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&made).expect("the file")).expect("JSON");
    let said = |name: &str| made[name].as_str().expect("a text").to_owned();
    let manager = node.user("manager");
    let form = format!(
        "| survey |\n| | type | name | label |\n| | integer | families | Families |\n| | image | photo | Photo |\n\
         | settings |\n| | form_id | version | public_key |\n| | sealed | 1 | {} |\n",
        said("public")
    );
    manager
        .with("content-type", "text/markdown")
        .send(
            "POST",
            &format!("{PROJECT}/forms?publish=true&ignoreWarnings=true"),
            Some(form.as_bytes()),
        )
        .expect(200);
    let (base, _) = device(&manager);
    let phone = node.visitor();
    for sent in made["sent"].as_array().expect("submissions") {
        let files: Vec<(String, Vec<u8>)> = sent["files"]
            .as_object()
            .expect("files")
            .iter()
            .map(|(name, hex)| (name.clone(), bytes(hex.as_str().expect("hex"))))
            .collect();
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        send(
            &phone,
            &base,
            sent["manifest"].as_str().expect("XML"),
            &files,
        )
        .expect(201);
    }
    // Without a key nothing is told but that there is something.
    let closed = manager
        .get(&format!("{PROJECT}/forms/sealed/submissions.csv"))
        .expect(200)
        .text();
    assert_eq!(closed.matches("not decrypted").count(), 3, "{closed}");
    // Another's key, and what is none, are refused in words, before anything is written.
    let told = ask(&manager, "csv", &said("other")).expect(400).text();
    assert!(told.contains("does not open the submission"), "{told}");
    let told = ask(&manager, "csv", "nonsense").expect(400).text();
    assert!(told.contains("no RSA private key"), "{told}");
    // Both ways in which keys are written.
    for key in ["pkcs8", "pkcs1"] {
        let open = ask(&manager, "csv", &said(key)).expect(200).text();
        let row = |instance: &str| {
            let found = open.lines().find(|line| line.contains(instance));
            found.map(str::to_owned).unwrap_or_default()
        };
        assert!(
            row("uuid:sealed-1").contains("p1.jpg") && !row("uuid:sealed-1").contains("decrypted"),
            "{open}"
        );
        assert!(row("uuid:sealed-2").contains("p2.jpg"), "{open}");
        // What was signed as another submission is not believed.
        assert!(
            row("uuid:sealed-3").contains("the signature does not match")
                && !row("uuid:sealed-3").contains("p3.jpg"),
            "{open}"
        );
    }
    let zip = ask(&manager, "csv.zip", &said("pkcs8")).expect(200);
    let mut archive = zip::ZipArchive::new(Cursor::new(zip.body)).expect("a ZIP");
    let mut photo = Vec::new();
    archive
        .by_name("media/p1.jpg")
        .expect("the photograph")
        .read_to_end(&mut photo)
        .expect("its content");
    assert_eq!(photo, b"a photograph");
    assert!(
        archive.by_name("media/p3.jpg").is_err() && archive.by_name("media/p1.jpg.enc").is_err()
    );
    // A file that has not come leaves the answers readable, and says what could not be checked.
    let sent = &made["sent"][0];
    let manifest = sent["manifest"]
        .as_str()
        .expect("XML")
        .replace("p1.jpg.enc", "p9.jpg.enc")
        .replace("uuid:sealed-1", "uuid:sealed-9");
    send(&phone, &base, &manifest, &[]).expect(201);
    let open = ask(&manager, "csv", &said("pkcs8")).expect(200).text();
    assert!(open.contains("the answers have not arrived"), "{open}");
    // Neither the key nor what was opened is kept, nor written to the log.
    let again = manager
        .get(&format!("{PROJECT}/forms/sealed/submissions.csv"))
        .expect(200)
        .text();
    assert_eq!(again.matches("not decrypted").count(), 4);
    assert!(!node.log().contains("PRIVATE KEY"));
    // Whoever may not see answers is not given them by a key.
    ask(&node.user("enumerator"), "csv", &said("pkcs8")).expect(403);
}
