//! Two bodies of one instance, value by value, and the body that a person chose of them. Pure: no store, no clock.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::Hash,
};

use xform::XForm;

use crate::body::{Body, Element, Leaf, Place};

/// Values that are compared at the most; beyond this two bodies are taken or left whole.
pub const MOST_VALUES: usize = 5_000;

/// One value in both bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its place: the path with the number of each repeat instance.
    pub at: String,
    /// Its path, without numbers.
    pub path: String,
    /// Number of each repeat instance on the way, from 1, outermost first.
    pub repeats: Vec<usize>,
    /// In the first body; `None` where it has no such node.
    pub first: Option<String>,
    /// In the second.
    pub second: Option<String>,
}

impl Pair {
    /// Whether the two say something else. A node that is not there says the same as an empty one.
    pub fn differs(&self) -> bool {
        let said = |value: &Option<String>| value.as_deref().unwrap_or_default().trim().to_owned();
        said(&self.first) != said(&self.second)
    }
}

/// Both bodies beside each other, in the order of the first with what only the second has in its place. `None` when they
/// are too large to be looked at value by value.
pub fn beside(form: &XForm, first: &Body, second: &Body) -> Option<Vec<Pair>> {
    let (first, second) = (first.leaves(form), second.leaves(form));
    if first.len().max(second.len()) > MOST_VALUES {
        return None;
    }
    let by_place = |leaves: Vec<Leaf>| -> (Vec<String>, HashMap<String, Leaf>) {
        let order = leaves.iter().map(|leaf| leaf.at.clone()).collect();
        let found = leaves.into_iter().map(|leaf| (leaf.at.clone(), leaf));
        (order, found.collect())
    };
    let (order, mut of_first) = by_place(first);
    let (order_too, mut of_second) = by_place(second);
    let pairs = interleave(&order, &order_too).into_iter().filter_map(|at| {
        let (first, second) = (of_first.remove(at), of_second.remove(at));
        let about = first.as_ref().or(second.as_ref())?;
        Some(Pair {
            at: about.at.clone(),
            path: about.path.clone(),
            repeats: about.repeats.clone(),
            first: first.map(|leaf| leaf.text),
            second: second.map(|leaf| leaf.text),
        })
    });
    Some(pairs.collect())
}

/// Which of two bodies a value is taken from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The one that is stored.
    Stored,
    /// The one that was refused.
    Refused,
}

/// The stored body with the chosen values of the refused one. A value that is not named stays as it is stored; where the
/// chosen side has no such node, the result has none.
pub fn merged(
    form: &XForm,
    stored: &Body,
    refused: &Body,
    chosen: &BTreeMap<String, Side>,
) -> Body {
    let mut loom = Loom {
        form,
        stored,
        refused,
        chosen,
        out: Body {
            elements: Vec::new(),
        },
    };
    let top = loom.weave(Some(0), Some(0), &Place::top(form));
    if top.is_none() {
        return stored.clone();
    }
    // What comes from the refused body may use a prefix that only its own top declares.
    let more: Vec<(String, String)> = refused.elements[0]
        .attributes
        .iter()
        .filter(|(name, _)| name.starts_with("xmlns:"))
        .filter(|(name, _)| {
            let known = &loom.out.elements[0].attributes;
            !known.iter().any(|(declared, _)| declared == name)
        })
        .cloned()
        .collect();
    loom.out.elements[0].attributes.extend(more);
    loom.out
}

struct Loom<'a> {
    form: &'a XForm,
    stored: &'a Body,
    refused: &'a Body,
    chosen: &'a BTreeMap<String, Side>,
    out: Body,
}

impl Loom<'_> {
    fn side(&self, place: &Place) -> Side {
        self.chosen.get(&place.at).copied().unwrap_or(Side::Stored)
    }

    fn keep(&mut self, like: &Element, text: &str) -> usize {
        self.out.elements.push(Element {
            name: like.name.clone(),
            attributes: like.attributes.clone(),
            children: Vec::new(),
            text: text.to_owned(),
        });
        self.out.elements.len() - 1
    }

    /// What becomes of an element that is in one body or in both. Recursion is as deep as a document may be.
    fn weave(
        &mut self,
        stored: Option<usize>,
        refused: Option<usize>,
        place: &Place,
    ) -> Option<usize> {
        let of_stored = stored.map(|at| &self.stored.elements[at]);
        let of_refused = refused.map(|at| &self.refused.elements[at]);
        let like = of_stored.or(of_refused)?;
        let is_leaf = |element: &Element| element.children.is_empty();
        if of_stored.is_none_or(is_leaf) && of_refused.is_none_or(is_leaf) {
            if place.is_identity() {
                return of_stored.map(|element| self.keep(element, &element.text));
            }
            let said = match self.side(place) {
                Side::Stored => of_stored,
                Side::Refused => of_refused,
            };
            return said.map(|element| self.keep(element, &element.text));
        }
        let at = self.keep(like, &like.text);
        let numbered = |body: &Body, element: Option<usize>| {
            element.map_or_else(Vec::new, |element| body.numbered(element))
        };
        let index = |list: Vec<(String, usize, usize)>| -> (Vec<(String, usize)>, HashMap<(String, usize), usize>) {
            let keys = list.iter().map(|(name, nth, _)| (name.clone(), *nth)).collect();
            (keys, list.into_iter().map(|(name, nth, child)| ((name, nth), child)).collect())
        };
        let (order, in_stored) = index(numbered(self.stored, stored));
        let (order_too, in_refused) = index(numbered(self.refused, refused));
        let mut children = Vec::new();
        for key in interleave(&order, &order_too) {
            let below = place.below(self.form, &key.0, key.1);
            children.extend(self.weave(
                in_stored.get(key).copied(),
                in_refused.get(key).copied(),
                &below,
            ));
        }
        // A repeat instance of which nothing was chosen is not there; the top always is.
        if children.is_empty() && stored != Some(0) {
            return None;
        }
        self.out.elements[at].children = children;
        Some(at)
    }
}

/// Two orders as one: that of the first, with what only the second has after what stands before it there.
fn interleave<'a, K: Eq + Hash>(first: &'a [K], second: &'a [K]) -> Vec<&'a K> {
    let known: HashSet<&K> = first.iter().collect();
    let mut after: HashMap<Option<&K>, Vec<&K>> = HashMap::new();
    let mut anchor = None;
    for key in second {
        if known.contains(key) {
            anchor = Some(key);
        } else {
            after.entry(anchor).or_default().push(key);
        }
    }
    let mut order = after.remove(&None).unwrap_or_default();
    for key in first {
        order.push(key);
        order.extend(after.remove(&Some(key)).unwrap_or_default());
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use xform::Submission;

    use super::*;

    const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
        <h:head><h:title>Site</h:title><model><instance><data id="site" version="1"><name/><g><families/></g>
        <needs jr:template=""><need/></needs><meta><instanceID/></meta></data></instance>
        <bind nodeset="/data/g/families" type="int"/></model></h:head>
        <h:body><input ref="/data/name"/><input ref="/data/g/families"/><group ref="/data/needs"><repeat nodeset="/data/needs"><input ref="/data/needs/need"/></repeat></group></h:body></h:html>"#;

    fn form() -> XForm {
        XForm::read(FORM.as_bytes()).expect("a form")
    }

    fn body(inside: &str) -> Body {
        let xml = format!(
            "<data id=\"site\" version=\"1\" xmlns:orx=\"http://openrosa.org/xforms\">{inside}<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>"
        );
        Body::read(xml.as_bytes()).expect("a body")
    }

    fn choose(at: &[&str]) -> BTreeMap<String, Side> {
        at.iter()
            .map(|at| ((*at).to_owned(), Side::Refused))
            .collect()
    }

    #[test]
    fn two_bodies_stand_beside_each_other_with_what_only_one_has_in_its_place() {
        let first = body(
            "<name>Camp</name><g><families>12</families></g><needs><need>water</need></needs>",
        );
        let second = body(
            "<name>Camp</name><g><families>21</families></g><needs><need>water</need></needs><needs><need>food</need></needs>",
        );
        let pairs = beside(&form(), &first, &second).expect("small enough");
        let told: Vec<(&str, bool)> = pairs
            .iter()
            .map(|pair| (pair.at.as_str(), pair.differs()))
            .collect();
        assert_eq!(
            told,
            [
                ("/data/name", false),
                ("/data/g/families", true),
                ("/data/needs[1]/need", false),
                ("/data/needs[2]/need", true),
            ]
        );
        assert_eq!(
            (pairs[3].first.as_deref(), pairs[3].second.as_deref()),
            (None, Some("food"))
        );
        assert_eq!(pairs[3].repeats, [2]);
    }

    #[test]
    fn the_chosen_values_are_taken_and_the_others_stay() {
        let stored = body(
            "<name>Camp</name><g><families>12</families></g><needs><need>water</need></needs>",
        );
        let refused = body(
            "<name>Kamp</name><g><families>21</families></g><needs><need>soap</need></needs><needs><need>food &amp; fuel</need></needs>",
        );
        let chosen = choose(&["/data/g/families", "/data/needs[2]/need"]);
        let mut made = merged(&form(), &stored, &refused, &chosen);
        made.identify("uuid:2", Some("uuid:1"));
        let sent = Submission::read(made.write().as_bytes()).expect("a submission");
        assert_eq!(sent.meta.instance_id.as_deref(), Some("uuid:2"));
        assert_eq!(sent.meta.deprecated_id.as_deref(), Some("uuid:1"));
        assert_eq!(
            xform::flatten(&form(), &sent),
            serde_json::json!({"name": "Camp", "g": {"families": 21}, "needs": [{"need": "water"}, {"need": "food & fuel"}],
                "meta": {"instanceID": "uuid:2"}})
        );
    }

    #[test]
    fn what_the_chosen_side_does_not_have_is_gone() {
        let stored = body(
            "<name>Camp</name><needs><need>water</need></needs><needs><need>food</need></needs>",
        );
        let refused = body("<name>Camp</name><needs><need>water</need></needs>");
        let made = merged(
            &form(),
            &stored,
            &refused,
            &choose(&["/data/needs[2]/need"]),
        );
        assert!(!made.write().contains("food"), "{}", made.write());
        assert!(made.write().contains("<needs><need>water</need></needs>"));
    }

    #[test]
    fn an_instance_without_a_meta_block_gets_one_and_the_id_at_the_top_goes() {
        let mut made = Body::read(br#"<data id="site" instanceID="uuid:9"><name>a</name></data>"#)
            .expect("a body");
        made.identify("uuid:10", Some("uuid:9"));
        let sent = Submission::read(made.write().as_bytes()).expect("a submission");
        assert_eq!(sent.meta.instance_id.as_deref(), Some("uuid:10"));
        assert_eq!(sent.meta.deprecated_id.as_deref(), Some("uuid:9"));
    }

    #[test]
    fn a_body_beyond_the_bounds_is_refused_and_not_followed() {
        let deep = format!(
            "<data id=\"a\">{}{}</data>",
            "<a>".repeat(100),
            "</a>".repeat(100)
        );
        assert!(Body::read(deep.as_bytes()).is_err());
        assert!(Body::read(b"<!DOCTYPE data [<!ENTITY x 'y'>]><data>&x;</data>").is_err());
        assert!(Body::read(b"<a/><b/>").is_err());
        let many = body(&"<needs><need>a</need></needs>".repeat(MOST_VALUES + 1));
        assert_eq!(beside(&form(), &many, &many), None);
    }

    fn answers() -> impl Strategy<Value = String> {
        let text = "[a-z<>&\"' \r\n\t\u{e9}\u{627}]{0,6}";
        let escaped =
            |text: String| quick_xml::escape::escape(text.as_str()).replace('\r', "&#13;");
        (text, text, proptest::collection::vec(text, 0..4)).prop_map(
            move |(name, families, needs)| {
                let needs: String = needs
                    .into_iter()
                    .map(|need| format!("<needs><need>{}</need></needs>", escaped(need)))
                    .collect();
                format!(
                    "<name>{}</name><g><families>{}</families></g>{needs}",
                    escaped(name),
                    escaped(families)
                )
            },
        )
    }

    proptest! {
        #[test]
        fn writing_and_reading_again_changes_no_value(inside in answers()) {
            let before = body(&inside);
            let after = Body::read(before.write().as_bytes()).expect("what was written can be read");
            prop_assert_eq!(before.leaves(&form()), after.leaves(&form()));
        }

        #[test]
        fn all_of_one_side_is_that_side(first in answers(), second in answers()) {
            let (form, stored, refused) = (form(), body(&first), body(&second));
            let everything = beside(&form, &stored, &refused).expect("small enough");
            let values = |body: &Body| -> Vec<(String, String)> {
                body.leaves(&form).into_iter().map(|leaf| (leaf.at, leaf.text)).collect()
            };
            prop_assert_eq!(values(&merged(&form, &stored, &refused, &BTreeMap::new())), values(&stored));
            let all = choose(&everything.iter().map(|pair| pair.at.as_str()).collect::<Vec<_>>());
            prop_assert_eq!(values(&merged(&form, &stored, &refused, &all)), values(&refused));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in "(<[a-z:]{1,3}( [a-z]=\"[a-z&;]{0,4}\")?/?>|</[a-z]{1,3}>|[a-z&;#0-9]{0,4}|<!--a-->|<!\\[CDATA\\[x\\]\\]>){0,12}") {
            if let Ok(mut body) = Body::read(bytes.as_bytes()) {
                body.identify("uuid:new", None);
                prop_assert!(Body::read(body.write().as_bytes()).is_ok());
            }
        }
    }
}
