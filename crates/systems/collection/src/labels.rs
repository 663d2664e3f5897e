//! Values in the words of their form: what was asked, and what the chosen value is called, in every language of the form.

use std::collections::HashMap;

use xform::{ControlKind, Label, Texts, XForm};

/// A form as the dictionary of its answers.
pub struct Labels<'a> {
    form: &'a XForm,
    /// Labels of the choices of a list by value, read when the list is first met.
    lists: HashMap<String, HashMap<String, Texts>>,
}

impl<'a> Labels<'a> {
    /// The words of a form.
    pub fn of(form: &'a XForm) -> Self {
        Self {
            form,
            lists: HashMap::new(),
        }
    }

    /// What is asked at a path; empty where nothing is.
    pub fn question(&self, path: &str) -> Texts {
        let field = self.form.field(path);
        let label = field.and_then(|field| match &field.control {
            Some(control) => control.label.as_ref(),
            None => field.group_label.as_ref(),
        });
        label.map_or_else(Texts::new, |label| self.form.texts(label))
    }

    /// The name of the innermost repeat around a path.
    pub fn repeat(&self, path: &str) -> Texts {
        let mut here = path;
        while let Some((above, _)) = here.rsplit_once('/') {
            if self.form.field(above).is_some_and(|field| field.repeat) {
                return self.question(above);
            }
            here = above;
        }
        Texts::new()
    }

    /// What a chosen value is called; several values one after the other. Empty where the form names none, as with
    /// numbers and words, and with lists that come as a file.
    pub fn value(&mut self, path: &str, value: &str) -> Texts {
        let form = self.form;
        let Some(control) = form.field(path).and_then(|field| field.control.as_ref()) else {
            return Texts::new();
        };
        let several = matches!(control.kind, ControlKind::Select | ControlKind::Rank);
        if !several && control.kind != ControlKind::Select1 {
            return Texts::new();
        }
        if !self.lists.contains_key(path) {
            self.lists.insert(path.to_owned(), choices(form, path));
        }
        let names = &self.lists[path];
        let chosen: Vec<&str> = if several {
            value.split_whitespace().collect()
        } else {
            vec![value.trim()]
        };
        let known: Vec<(&str, &Texts)> = chosen
            .iter()
            .filter_map(|value| Some((*value, names.get(*value)?)))
            .collect();
        let mut told = Texts::new();
        for language in known.iter().flat_map(|(_, texts)| texts.keys()) {
            if told.contains_key(language) {
                continue;
            }
            // A value without a name in this language stands for itself.
            let words: Vec<&str> = chosen
                .iter()
                .map(|value| {
                    let name = names.get(*value).and_then(|texts| texts.get(language));
                    name.map_or(*value, String::as_str)
                })
                .collect();
            told.insert(language.clone(), words.join(", "));
        }
        told
    }
}

/// The choices of a question by value.
fn choices(form: &XForm, path: &str) -> HashMap<String, Texts> {
    let Some(control) = form.field(path).and_then(|field| field.control.as_ref()) else {
        return HashMap::new();
    };
    let mut found: HashMap<String, Texts> = control
        .choices
        .iter()
        .filter_map(|choice| Some((choice.value.clone(), form.texts(choice.label.as_ref()?))))
        .collect();
    let Some(itemset) = &control.itemset else {
        return found;
    };
    let name = itemset
        .nodeset
        .parsed
        .as_ref()
        .ok()
        .and_then(|expression| expression.instances().next());
    let Some((_, tree)) = name.and_then(|name| form.instances.iter().find(|(id, _)| id == name))
    else {
        return found;
    };
    let Some(top) = tree.top() else {
        return found;
    };
    for item in tree.elements(top) {
        let cell = |name: &str| Some(tree.text(tree.child(item, name)?).into_owned());
        let (Some(value), Some(label)) = (cell(&itemset.value), cell(&itemset.label)) else {
            continue;
        };
        let label = if itemset.translated {
            Label::Itext(label)
        } else {
            Label::Text(label)
        };
        found.insert(value, form.texts(&label));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "| survey |\n| | type | name | label::English (en) | label::العربية (ar) |\n\
        | | begin_repeat | needs | Need | احتياج |\n| | select_multiple need | need | What is lacking? | ما الذي ينقص؟ |\n\
        | | end_repeat | | | |\n| | integer | families | Families | الأسر |\n\
        | choices |\n| | list_name | name | label::English (en) | label::العربية (ar) |\n| | need | water | Water | ماء |\n\
        | | need | food | Food | غذاء |\n| settings |\n| | form_id | version |\n| | a | 1 |\n";

    #[test]
    fn answers_are_told_in_the_words_of_the_form() {
        let made = xlsform::convert(FORM.as_bytes(), &xlsform::Options::default()).expect("a form");
        let form = XForm::read(made.xform.as_bytes()).expect("a form");
        let mut labels = Labels::of(&form);
        let top = &form.fields[0].path;
        let need = format!("{top}/needs/need");
        assert_eq!(labels.question(&need)["English (en)"], "What is lacking?");
        assert_eq!(labels.repeat(&need)["العربية (ar)"], "احتياج");
        let told = labels.value(&need, "water food");
        assert_eq!(
            (told["English (en)"].as_str(), told["العربية (ar)"].as_str()),
            ("Water, Food", "ماء, غذاء")
        );
        assert_eq!(
            labels.value(&need, "water soap")["English (en)"],
            "Water, soap"
        );
        assert!(labels.value(&need, "soap").is_empty());
        assert!(labels.value(&format!("{top}/families"), "12").is_empty());
        assert!(labels.question("/nowhere").is_empty());
    }
}
