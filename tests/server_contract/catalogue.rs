//! The public catalogue: for anyone, in one piece, asked about by its tag, and with no code that was not verified.

use std::collections::BTreeSet;

use ebb_protocol::endpoints::CATALOGUE;
use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Body, Reply};
use hyper::{Method, StatusCode};
use serde_json::Value;

use crate::world::World;

const SYMPTOMS: &str = include_str!("../../crates/ebb-journal/catalogue/symptoms.tsv");
const MEDICINES: &str = include_str!("../../crates/ebb-journal/catalogue/medications.tsv");
const LABS: &str = include_str!("../../crates/ebb-journal/catalogue/labs.tsv");
const BONE: &str = include_str!("../../crates/ebb-journal/catalogue/bone.tsv");

async fn ask(method: Method, headers: &[(&str, &str)]) -> Reply {
    let world = World::start().await;
    world.anonymous().send(method, CATALOGUE, None, headers, Body::Empty).await.unwrap()
}

/// The words of one column of a TSV file, empty cells left out.
fn column(text: &'static str, name: &str) -> BTreeSet<String> {
    let mut lines = text.lines().map(|line| line.split('\t'));
    let index = lines.next().unwrap().position(|column| column == name).unwrap();
    let cells = lines.filter_map(|mut line| line.nth(index));
    cells.flat_map(|cell| cell.split_whitespace().map(str::to_owned)).collect()
}

/// The texts at a place of each entry of a list, also where that place is a list itself.
fn told(list: &Value, pointer: &str) -> BTreeSet<String> {
    let places = list.as_array().unwrap().iter().filter_map(|entry| entry.pointer(pointer));
    let texts = places.flat_map(|place| place.as_array().cloned().unwrap_or_else(|| vec![place.clone()]));
    texts.map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn anyone_gets_the_catalogue_as_json_that_may_be_kept() {
    let reply = ask(Method::GET, &[]).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(reply.header("cache-control"), "public, max-age=3600");
    let catalogue: Value = reply.json();
    assert_eq!(catalogue["version"], 1);
    assert_eq!(catalogue["five_steps"].as_array().unwrap().len(), 5);
    let head = ask(Method::HEAD, &[]).await;
    assert_eq!(head.header("etag"), reply.header("etag"), "every server of a version tells the same");
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn who_has_it_gets_nothing_again() {
    let tag = ask(Method::GET, &[]).await.header("etag").to_owned();
    assert!(tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    for named in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let again = ask(Method::GET, &[("if-none-match", &named)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{named}");
        assert_eq!((again.header("etag"), again.header("cache-control")), (tag.as_str(), "public, max-age=3600"));
        assert!(again.body.is_empty());
    }
    let other = ask(Method::GET, &[("if-none-match", "\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn every_symptom_is_there_with_its_number_and_scale() {
    let catalogue: Value = ask(Method::GET, &[]).await.json();
    assert_eq!(told(&catalogue["symptoms"], "/id"), column(SYMPTOMS, "id"));
    assert_eq!(told(&catalogue["symptoms"], "/scale"), column(SYMPTOMS, "scale"));
    let numbers = catalogue["symptoms"].as_array().unwrap().iter().map(|symptom| symptom["number"].to_string());
    assert_eq!(numbers.collect::<BTreeSet<_>>(), column(SYMPTOMS, "number"));
    assert_eq!(told(&catalogue["medicines"], "/id"), column(MEDICINES, "id"));
    assert_eq!(told(&catalogue["labs"], "/id"), column(LABS, "id"));
}

#[tokio::test]
async fn it_tells_the_verified_codes_and_no_others() {
    let catalogue: Value = ask(Method::GET, &[]).await.json();
    assert_eq!(told(&catalogue["symptoms"], "/hpo/code"), column(SYMPTOMS, "hpo"));
    assert_eq!(told(&catalogue["medicines"], "/atc"), column(MEDICINES, "atc"));
    assert_eq!(told(&catalogue["medicines"], "/rxnorm"), column(MEDICINES, "rxcui"));
    assert_eq!(told(&catalogue["labs"], "/loinc"), column(LABS, "loinc"));
    for (name, source) in [("density", "bmd_loinc"), ("t_score", "t_score_loinc"), ("z_score", "z_score_loinc")] {
        assert_eq!(told(&catalogue["bone"], &format!("/loinc/{name}")), column(BONE, source));
    }
    let text = catalogue.to_string().to_lowercase();
    for other in ["meddra", "snomed", "pro-ctcae", "ctcae"] {
        assert!(!text.contains(other), "{other} is not ours to give on");
    }
}

#[tokio::test]
async fn the_owners_notices_and_the_heading_of_safety_information_go_with_it() {
    let catalogue: Value = ask(Method::GET, &[]).await.json();
    let systems = told(&catalogue["notices"], "/system");
    assert_eq!(systems, ["ATC", "HPO", "LOINC", "RxNorm"].map(str::to_owned).into());
    assert!(told(&catalogue["notices"], "/notice").iter().any(|notice| notice.contains("loinc.org/license")));
    let safety = &catalogue["safety"];
    assert_eq!(safety["heading"], "General safety information, not reviewed for you");
    assert_eq!(told(&safety["texts"], "/tier"), ["emergency", "same_day"].map(str::to_owned).into());
    assert!(told(&safety["triggers"], "/safety").is_subset(&told(&safety["texts"], "/id")));
}

#[tokio::test]
async fn it_is_only_read() {
    assert_eq!(ask(Method::POST, &[]).await.refusal(), ProblemKind::MethodNotAllowed);
}
