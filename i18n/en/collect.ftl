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
runner-menu = More
runner-errors = { $count ->
    [one] { $count } question needs another answer.
   *[other] { $count } questions need another answer.
}

## The workspace of forms
nav-forms = Forms
forms-title = Forms
forms-intro = Forms are written as workbooks (XLSForm), tried on a phone’s screen, published, and filled on phones or in the browser.
forms-none = No form yet.
form-new = New form
form-new-hint = A workbook (.xlsx, .xls) or an XForm (.xml). It is a draft until you publish it.
form-upload = Upload
form-state-open = Open
form-state-closing = Closing
form-state-closed = Closed
form-state-draft = Draft
project = Project
submissions = Submissions
submission-last = Last received
draft = Draft
draft-waits = A draft waits to be published. Fill it in the preview first.
draft-new = New version of this form
draft-hint = It replaces the draft. What is published stays as it is.
draft-stored = The draft is stored.
preview = Preview
preview-close = Close the preview
preview-of = Preview of { $title } on a phone
publish = Publish
publish-title = Publish { $title }?
publish-means = Phones and browsers get this version with their next connection. Versions already published stay and their submissions are still taken.
publish-version = Version
form-published = The form is published.
versions = Versions
version-unnamed = Without a name
published-at = published { $at }
version-newer = Newer
version-older = Compared with
changes = Changes between two versions
changes-break = Red changes break columns: answers to both versions cannot simply be counted together.
version-change = Change
question = Question
change-detail = What is different
change-kind-removed = Question removed
change-kind-type = Other type
change-kind-choice-removed = Choice removed
change-kind-moved = Question moved
change-kind-added = New question
change-kind-choice-added = New choice
change-kind-required = Now required
change-kind-optional = No longer required
change-kind-rule = Other rule
change-kind-label = Other words
translations = Translations
texts = Texts
texts-there = Translated
texts-missing = Missing
language-only = One language
submissions-none = Nothing has been received.
submission-of = Submission of { $at }
received = Received
sender = Sent by
identity = Identity
answers = Answers
comment-optional = Comment (optional)
review-received = To review
review-edited = Changed
review-has_issues = Has issues
review-approved = Approved
review-rejected = Rejected
review-approve = Approve
review-issues = Has issues
review-reject = Reject
review-done = The review is stored.
downloads = Downloads
download-split = Choices of several answers as one column each
download-csv = Tables as CSV (zip)
devices = Phones
devices-intro = Each phone or enumerator gets an address of its own. It can list forms and send them, nothing else, and can be revoked.
devices-none = No phone yet.
device-since = Since { $at }
device-name = Name of the phone or person
device-make = Add a phone
device-made = The phone can connect now.
device-revoke = Revoke
device-revoke-title = Revoke { $name }?
device-revoke-means = The phone can no longer list or send forms. What it has not sent stays on it.
device-revoked = The phone was revoked.
paper = Paper version
paper-none = The form asks nothing.
paper-if = Only if: { $rule }
paper-repeat = Repeat on further sheets as often as needed.
paper-file = Taken with the phone.
print = Print
submissions-count = { $count ->
    [one] { $count } submission
   *[other] { $count } submissions
}
changes-count = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
responses = Answers
responses-latest = { $count ->
    [one] The latest { $count } submission
   *[other] The latest { $count } submissions
}
responses-map = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
filled-in = How it was filled in
filled-time = { $time } at the questions
filled-between = from { $from } to { $to }
filled-seconds = Time
filled-visits = Times shown
filled-changed = Answers changed while filling in: { $count }
filled-reason = Reason for a change
filled-trail = Places of the phone: { $count }
filled-trail-withheld = The log has places of the phone ({ $count }) that your role does not see.
filled-unread = Lines that could not be read: { $count }
log-awaited = The log of how it was filled in has not arrived yet.
log-unreadable = The file of the log is no log.
log-odd-clock_back = The clock of the phone was put back while the form was filled in.
log-odd-several_people = More than one person filled it in.
log-odd-no_location = The location of the phone was off or not permitted.
log-odd-changed_afterwards = It was changed after it had been finished.
log-odd-unread = Some lines of the log could not be read.
timing = Pace of work
timing-show = Read the logs
timing-of = { $logs } of { $count } submissions have a log.
timing-of-newest = { $logs } of the newest { $count } submissions have a log.
timing-who = Sent by
timing-logs = Logs
timing-without = Without a log
timing-median = Usual time
timing-fast = Too fast
timing-changed = Answers changed
timing-odd = To look at
timing-rule = These were filled in at least twice as fast as is usual for the same questions (relative speed index, Leiner 2019; from ten logs on).
timing-questions = Usual time at each question
file-picture = Picture { $name }
feeds = Register that it feeds
feeds-means = A submission changes the record of the register that it names. Questions fill fields by their name, or else by their HXL meaning.
feeds-register = Register
feeds-none = None
feeds-filled = What fills what
feeds-field = Field of the register
feeds-missing = Fields that must have a value and get none:
feeds-unused = Questions that fill nothing: { $count }
feeds-begin = Feed this register
feeds-end = Stop feeding
feeds-done = The form feeds the register
feeds-ended = The form feeds no register
