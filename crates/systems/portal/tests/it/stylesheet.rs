//! The stylesheet serves both directions of writing and needs nothing from elsewhere.

#[test]
fn only_logical_properties_are_used() {
    let physical = [
        "left",
        "right",
        "top",
        "bottom",
        "width",
        "height",
        "min-width",
        "max-width",
        "min-height",
        "max-height",
        "margin-left",
        "margin-right",
        "margin-top",
        "margin-bottom",
        "padding-left",
        "padding-right",
        "padding-top",
        "padding-bottom",
        "border-left",
        "border-right",
        "border-top",
        "border-bottom",
        "float",
    ];
    for declaration in portal::STYLESHEET.split(['{', ';', '}']) {
        let property = declaration.split(':').next().unwrap_or("").trim();
        assert!(!physical.contains(&property), "{}", declaration.trim());
    }
    assert!(
        !portal::STYLESHEET.contains("text-align: left")
            && !portal::STYLESHEET.contains("text-align: right")
    );
}

#[test]
fn nothing_is_fetched() {
    assert!(!portal::STYLESHEET.contains("url(") && !portal::STYLESHEET.contains("@import"));
}
