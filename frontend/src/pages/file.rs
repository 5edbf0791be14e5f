//! My file to keep: the whole journal as one file, and a file brought back. Bringing in merges: nothing is doubled, nothing replaced.

use leptos::prelude::*;

use super::journal_head::where_it_is_safe;
use crate::journal::{BringingIn, File, use_journal};
use crate::page::Page;
use crate::platform::{files, store_choice};
use crate::ui::{Back, Button, ButtonKind, Notice, Waiting, live, nothing, place_head};
use crate::words;

/// My file to keep.
pub fn file() -> AnyView {
    let journal = use_journal();
    let save = move |()| journal.hand_out_file();
    view! {
        <Back to=Page::Settings name=words::SETTINGS/>
        {place_head(words::MY_FILE.to_owned(), where_it_is_safe(Some(Page::Share)), nothing())}
        <p>{words::MY_FILE_IS}</p>
        <Button kind=ButtonKind::MainWide words=words::SAVE_A_FILE on_press=save/>
        <Notice happened=words::FILE_NOT_SEALED safe=words::FILE_NOT_SEALED_MORE/>
        {if store_choice::is_sample() { no_own_file() } else { bring_in() }}
    }
    .into_any()
}

/// A file of one's own does not come into the sample, where it would be deleted.
fn no_own_file() -> AnyView {
    view! { <Notice happened=words::SAMPLE_TAKES_NO_FILE safe=words::SAMPLE_TAKES_NO_FILE_MORE/> }.into_any()
}

fn bring_in() -> AnyView {
    let journal = use_journal();
    let file = File::new();
    let state = file.state;
    let choosing = StoredValue::new_local(file);
    let choose = move |event| {
        if let Some(chosen) = files::chosen(&event) {
            journal.read_file(choosing.get_value(), chosen);
        }
    };
    let bring = Callback::new(move |()| choosing.with_value(|file| journal.bring_in(file)));
    let shown = move || match state.get() {
        BringingIn::Idle => nothing(),
        BringingIn::Reading => view! { <Waiting words=words::READING_FILE/> }.into_any(),
        BringingIn::Refused(sentence) => {
            view! { <Notice happened=words::FILE_REFUSED safe=sentence urgent=true/> }.into_any()
        }
        BringingIn::Done => {
            view! { <Notice happened=words::FILE_IS_IN safe=words::FILE_IS_IN_MORE urgent=true/> }.into_any()
        }
        BringingIn::Found { made, records, is_new, damage } => found(made.as_deref(), records, is_new, damage, bring),
    };
    view! {
        <section>
            <h2>{words::BRING_A_FILE_IN}</h2>
            <p>{words::BRING_A_FILE_IN_HOW}</p>
            <label class="button button--wide choose-file">
                <input class="choose-file__input" type="file" accept=".gz,.jsonl,application/gzip" on:change=choose/>
                {words::CHOOSE_A_FILE}
            </label>
            <div aria-live="polite">{live(shown)}</div>
        </section>
    }
    .into_any()
}

fn found(made: Option<&str>, records: usize, is_new: bool, damage: Vec<String>, bring: Callback<()>) -> AnyView {
    let damaged = damage.into_iter().map(|sentence| view! { <p>{sentence}</p> }.into_any()).collect_view();
    let (more, act) = if is_new {
        let bring = view! { <Button kind=ButtonKind::Main words=words::BRING_IT_IN on_press=bring/> };
        (words::FILE_MERGES, Some(bring.into_any()))
    } else {
        (words::FILE_IS_KNOWN, None)
    };
    view! {
        <Notice happened=words::file_holds(records, made) safe=more act=act/>
        {damaged}
    }
    .into_any()
}
