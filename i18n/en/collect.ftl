# Field collection in the browser. A key stands in every language with the same variables; a test holds that.

## Filling
nav-collect = Collect
collect-title = Forms to fill
collect-intro = Fill forms here with or without a network. What you fill is stored on this device first and sent when there is a connection.
collect-none = You have no form to fill.
collect-away = There is no connection. These forms are kept on this device and can be filled.
collect-signed-out = Your session has ended. Sign in to send what waits; nothing is lost.
collect-known-as = On this device as { $name }
fill = Fill
form-version = Version { $version }
form-keep = Keep for work without a network
form-kept-at = Kept on this device since { $at }
form-newer = There is a newer version
form-forget = Remove from this device
form-forgotten = Removed from this device.
form-keep-done = { $title } can now be filled without a network.
form-keep-pages = The form is kept, but this browser does not keep the pages. Fill it with a network.

fill-preview = Preview. Nothing you type here is stored.
fill-preview-sent = The form is complete and could be sent. In the preview nothing is stored.
fill-stored = { $count ->
    [one] Stored on this device. { $count } form waits to be sent.
   *[other] Stored on this device. { $count } forms wait to be sent.
}
fill-not-stored = This device could not store the form. Free some space and press Send again; do not close this page.
fill-kept = The server could not be asked: this is the version kept on this device.
fill-no-network = There is no connection, and this form is not kept on this device. Open it once with a network.
fill-signed-out = Sign in to open this form.
fill-no-form = This form does not exist, is closed, or is not meant for you.
fill-back = Back to the forms

## What waits
queue = Waiting to be sent
queue-empty = Nothing waits to be sent
queue-count = { $count ->
    [one] { $count } waiting
   *[other] { $count } waiting
}
queue-tried = Last tried { $at }
queue-not-tried = Not tried yet
queue-send = Send now
queue-sending = Sending…
queue-sent = { $count ->
    [one] { $count } form was sent.
   *[other] { $count } forms were sent.
}
queue-unreachable = The server cannot be reached. It is tried again when the connection is back.
queue-signed-out = Sign in to send these forms.
queue-other = { $count ->
    [one] { $count } form was filled by somebody else on this device. It is sent when that person signs in here.
   *[other] { $count } forms were filled by somebody else on this device. They are sent when that person signs in here.
}
queue-made = Filled { $at }
queue-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
queue-held = { $count ->
    [one] { $count } form needs you
   *[other] { $count } forms need you
}
queue-held-conflict = The server has another form with the same identity. It keeps both, and a data manager decides.
queue-held-too_large = A file is larger than the server takes in one request.
queue-held-refused = The server did not accept this form.
queue-said = The server says: { $text }
queue-again = Try again
queue-copy = Save a copy
queue-discard = Remove
queue-discard-title = Remove this form from the device?
queue-discard-means = What was filled in is deleted from this device and cannot be brought back. Save a copy first.
queue-discarded = The form was removed from this device.
sent-lately = Sent from this device
sent-at = Sent { $at }

## Inside a form
runner-constraint = This answer is not allowed here.
runner-required = An answer is needed here.
runner-send = Send
runner-cancel = Cancel
runner-save_location = Save location
runner-remove = Remove
runner-add = Add
runner-good_accuracy = Good accuracy
runner-poor_accuracy = Poor accuracy
runner-unknown_accuracy = Unknown accuracy
runner-accuracy = Accuracy
runner-latitude = Latitude
runner-longitude = Longitude
runner-finding = Finding your location
runner-no_location = The location cannot be read
runner-time_taken = Time taken
runner-no_background_location = The location is not available. Turn it on, allow it in the browser, and open the form again.
runner-grant_location = Allow the location in the settings of the browser, and see that it is turned on.
runner-get_location = Get location
runner-try_again = Try again
runner-take_picture = Take picture
runner-choose_image = Choose image
runner-rank = Put in order
runner-errors = { $count ->
    [one] { $count } question needs another answer.
   *[other] { $count } questions need another answer.
}
