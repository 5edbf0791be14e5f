//! The recovery sheet: a code on paper, from which all of a member's secrets are derived. No copy of it exists elsewhere.

use ebb_protocol::ids::EntryHash;
use ebb_protocol::trust::{Admission, MemberKind};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::code::Code;
use crate::entries::Newcomer;
use crate::keys::{MemberSeed, derive};
use crate::member::MemberSecrets;
use crate::names::Label;

/// The sheet's secrets as a member.
pub fn sheet_secrets(code: &Code) -> MemberSecrets {
    MemberSecrets::of_seed(MemberSeed::new(derive(code.dangerously_reveal(), b"ebb/v1/sheet seed")))
}

/// The newcomer that a sheet is, with the proof for an admission that follows `previous`.
pub fn sheet_newcomer(code: &Code, label: &Label, genesis: EntryHash, previous: EntryHash) -> Newcomer {
    let secrets = sheet_secrets(code);
    Newcomer {
        kind: MemberKind::Sheet,
        signing_key: secrets.signing.verifying_key(),
        sealing_key: secrets.sealing_key(),
        token_hash: secrets.token_hash(),
        label: label.clone(),
        mailbox: None,
        proof: mac(code, genesis, previous).finalize().into_bytes().into(),
    }
}

/// Whether a log that a server shows is the one for which the sheet was made: its entry carries the code's own proof over the
/// entry that founded the account and the one before the sheet's. A server cannot make one.
pub fn sheet_proves(code: &Code, admission: &Admission, genesis: EntryHash, previous: EntryHash) -> bool {
    mac(code, genesis, previous).verify_slice(&admission.proof).is_ok()
}

fn mac(code: &Code, genesis: EntryHash, previous: EntryHash) -> Hmac<Sha256> {
    let key = Zeroizing::new(derive::<32>(code.dangerously_reveal(), b"ebb/v1/sheet proof"));
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(&key[..]).expect("any length");
    mac.update(&genesis.0);
    mac.update(&previous.0);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proof_fits_one_log_alone() {
        let (code, genesis, previous) = (Code::new([1; 16]), EntryHash([2; 32]), EntryHash([3; 32]));
        let newcomer =
            sheet_newcomer(&code, &Label { name: "Recovery sheet".to_owned(), since_ms: 0 }, genesis, previous);
        let admission = Admission {
            kind: newcomer.kind,
            signing_key: newcomer.signing_key,
            sealing_key: newcomer.sealing_key,
            token_hash: newcomer.token_hash,
            keybox_hash: [0; 32],
            mailbox: None,
            proof: newcomer.proof,
        };
        assert!(sheet_proves(&code, &admission, genesis, previous));
        assert!(!sheet_proves(&code, &admission, EntryHash([4; 32]), previous));
        assert!(!sheet_proves(&code, &admission, genesis, EntryHash([4; 32])));
        assert!(!sheet_proves(&Code::new([9; 16]), &admission, genesis, previous));
    }

    /// If these bytes move, printed sheets no longer open anything.
    #[test]
    fn a_sheets_secrets_are_frozen() {
        assert_eq!(sheet_secrets(&Code::new([7; 16])).member().to_string(), "4e8e547d72e358ad981a9d51f21c7e4b");
    }
}
