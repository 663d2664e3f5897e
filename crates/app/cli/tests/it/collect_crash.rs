//! A power cut while phones send: what a phone was told is stored is stored, to the byte, and it may send all of it again.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{
    collect::{PROJECT, device, form_with_photo, send, try_send, xml},
    node::{Node, ok, waymark},
};

const PHONES: usize = 16;
const SUBMISSIONS: usize = 400;

fn photo(number: usize) -> Vec<u8> {
    (0..20_000)
        .map(|at| u8::try_from((at * 31 + number * 7) % 251).unwrap_or(0))
        .collect()
}

fn filled(number: usize) -> String {
    xml(
        &format!("uuid:cut-{number}"),
        &number.to_string(),
        &format!("{number}.jpg"),
    )
}

#[test]
fn every_acknowledged_submission_survives_a_power_cut_with_its_photograph() {
    let mut node = Node::start();
    let manager = form_with_photo(&node);
    let (base, _) = device(&manager);
    let next = AtomicUsize::new(0);
    let acknowledged = Mutex::new(BTreeSet::new());
    for enough in [60, 140] {
        let phone = node.visitor();
        let cut = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..PHONES {
                scope.spawn(|| {
                    while !cut.load(Ordering::SeqCst) {
                        let number = next.fetch_add(1, Ordering::SeqCst);
                        let name = format!("{number}.jpg");
                        // A connection that breaks says nothing about the submission: neither yes nor no.
                        let Ok(answer) =
                            try_send(&phone, &base, &filled(number), &[(&name, &photo(number))])
                        else {
                            break;
                        };
                        answer.expect(201);
                        acknowledged.lock().expect("a list").insert(number);
                    }
                });
            }
            while acknowledged.lock().expect("a list").len() < enough {
                thread::sleep(Duration::from_millis(1));
            }
            node.kill();
            cut.store(true, Ordering::SeqCst);
        });
        ok(&waymark(node.data(), &["verify", "--json"]));
        node.restart();
    }
    let acknowledged = acknowledged.into_inner().expect("a list");
    let (manager, phone) = (node.user("manager"), node.visitor());
    let of = format!("{PROJECT}/forms/photos/submissions");
    for number in &acknowledged {
        let one = format!("{of}/uuid:cut-{number}");
        assert_eq!(
            manager.get(&format!("{one}.xml")).expect(200).text(),
            filled(*number)
        );
        let kept = manager
            .get(&format!("{one}/attachments/{number}.jpg"))
            .expect(200);
        assert!(
            kept.body == photo(*number),
            "the photograph of {number}, to the byte"
        );
    }
    // The phones send their whole queues again, as Collect does: nothing twice, and what had no answer arrives now.
    let all = SUBMISSIONS.min(next.load(Ordering::SeqCst));
    for number in 0..all {
        let name = format!("{number}.jpg");
        let answer = send(&phone, &base, &filled(number), &[(&name, &photo(number))]);
        let expected = if acknowledged.contains(&number) {
            202
        } else {
            answer.status
        };
        assert!(
            answer.status == expected && matches!(answer.status, 201 | 202),
            "{number}: {}",
            answer.text()
        );
    }
    let table = manager
        .get(&format!(
            "{PROJECT}/forms/photos.svc/Submissions?$top=0&$count=true"
        ))
        .expect(200)
        .json();
    assert_eq!(table["@odata.count"], all);
    node.kill();
    ok(&waymark(node.data(), &["verify", "--json"]));
}
