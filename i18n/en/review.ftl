# Review of what was received, and what the import understood. A key stands in every language with the same variables; a test holds that.

## Submissions and what was found in them
submissions-count-more = { $count ->
    [one] More than { $count } submission
   *[other] More than { $count } submissions
}
submissions-none-such = No submission is like that.
findings-of = Findings
findings-errors = With errors
findings-any = With any finding
findings-without = Without findings
submission-findings = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
version = Version
sent-by-at = Sent by { $who }, { $at }
answer = Answer
answer-blank = no answer
repeat = Repeat
answers-encrypted = The answers are encrypted. Whoever holds the key reads them with ODK Briefcase or a program like it.
answers-cut = { $count ->
    [one] Only the first value ({ $count }) is shown here.
   *[other] Only the first { $count } values are shown here.
}
answers-others = { $count ->
    [one] { $count } value the form adds itself
   *[other] { $count } values the form adds itself
}
severity-information = Note
rule-type = Not of its type
rule-required = Answer missing
rule-constraint = Breaks the rule of the question
rule-choice = Not among the choices
rule-relevance = Answered though not asked
rule-calculate = Differs from what the form calculates
rule-unknown_node = Not in the form
rule-version = Another version of the form
rule-unchecked = Could not be checked
table-of = { $what }: table

## Files of a submission
files = Files
file-size = Size
file-here = Received
file-awaited = Not received yet
file-former = Received; named by a former version

## Review
review = Review
comment-only = Comment only
comment-missing = Write a comment first.
comment-done = The comment is stored.
review-step-approve = Approved
review-step-reject = Rejected
review-step-question = Marked as having issues
review-step-edit = Marked as edited
review-step-reset = Set back to be reviewed
review-reset = Back to be reviewed
review-next = Next to review
review-none-left = Nothing is left to review.
event-received = Received
event-edited = Edited
event-commented = Comment
event-refused = The same submission came with other answers and was set aside
edit-changes = What the edit changed
edit-same = No answer changed.
edit-untold = What it changed is not told here; every version is kept.

## Submissions that contradict each other
refused-title = Set aside
refused-intro = A phone sent a submission that was here already, with other answers. Both are kept until somebody decides.
refused-none = Nothing is set aside.
refused-count = { $count ->
    [one] { $count } set aside
   *[other] { $count } set aside
}
refused-waiting = { $count ->
    [one] { $count } submission contradicts one that is here and waits for a decision.
   *[other] { $count } submissions contradict others that are here and wait for a decision.
}
refused-look = Look at both
refused-of-this = This submission came again on { $at } with other answers, which wait for a decision.
refused-state-waiting = Waiting
refused-state-merged = Taken over
refused-state-separate = Kept as its own
refused-state-discarded = Left aside
merge-title = Two versions of one submission
merge-intro = Look at where they differ and decide. Both stay in the history whatever you choose.
merge-encrypted = Both are encrypted, so they cannot be compared here. The stored one can be kept; the other stays here for whoever holds the key.
merge-large = They are too large to be compared value by value; one can be taken as a whole.
merge-differing = { $count ->
    [one] { $count } answer differs
   *[other] { $count } answers differ
}
merge-equal = { $count ->
    [one] { $count } answer is the same in both
   *[other] { $count } answers are the same in both
}
merge-same = They say the same; only the way they were written differs.
side-stored = Stored
side-refused = Set aside
stored-open = Open the stored submission
separate-open = Open the submission it became
decision = Decision
decide = Decide
decision-missing = Choose a decision first.
decision-done = The decision is stored.
decide-keep = Keep the stored one
decide-edit = Take the one set aside
decide-values = Take the values chosen above
decide-separate = Keep both
decide-means-keep = Nothing changes. The one set aside stays for the record.
decide-means-edit = It becomes an edit of the stored one, whole.
decide-means-values = They become an edit of the stored one; the rest stays as it is stored.
decide-means-separate = They are about different things: the one set aside becomes a submission of its own.
decided-keep = The stored one was kept
decided-edit = The one set aside was taken
decided-values = Chosen values were taken
decided-separate = Both were kept
responses-more = Show the latest { $count }

## Setting up a phone
device-card = Setting up { $name }
device-code = QR code with the settings for ODK Collect
device-step-install = Install ODK Collect on the phone and open it.
device-step-scan = Choose “Configure with QR code” (or, in the menu of projects, “Add project”) and hold the phone to this code.
device-step-forms = The forms come by themselves; what is filled is sent when there is a network.
device-by-hand = Without a camera: enter this as the server’s address.
device-local = This address reaches only this computer. Open the workspace under the address that phones reach, and add the phone there.
device-once = This code is shown only now. It lets its bearer send forms: hand it to nobody else.
device-card-close = Done
trial = Try on a phone
trial-close = Close the trial
trial-card = This draft on a phone
trial-step-send = Fill in the form and send it. It comes in below, apart from real submissions.
trial-bearer = Whoever has this code can send tests until the draft is published. Tests are deleted when the draft is replaced or published. Entity lists come to the phone without their entries.
trial-sent = Test submissions
trial-again = Look again
trial-none = No test has come in yet.
trial-received = Received
trial-phone = Phone
trial-errors = Errors found
trial-answers = Answers

## Taking a form out of use
form-state = Use of the form
form-open-means = Phones and browsers list it and send it.
form-closing-means = It is no longer offered; what was begun may still be sent.
form-closed-means = Nothing is taken any more.
form-wind-down = Offer it no more
form-close = Close
form-reopen = Open again
form-state-done = The form’s use was changed.
forms-not-yours = Your role does not include the workspace of forms. Forms to fill are under “Collect”.

## How a file was understood
understood-from = What the rows do not say themselves
understood-what = What
understood-how = Taken from
understood-sheet = { $sheet }: { $role }
understood-rows = Headings in row { $header }, data from row { $first }. Rows looked at: { $rows }.
meaning-population-idps = internally displaced persons
meaning-population-returnees = returnees
meaning-population-migrants = migrants
meaning-population-refugees = refugees
meaning-population-host_community = host community
understood-heading = Heading
understood-meaning = Meaning
understood-by = Recognised by
understood-sums = Sums
understood-adds = { $what }: adds up in { $good } of { $rows } rows
sheet-role-counts = counts of people
sheet-role-estimates = estimates from a sample
sheet-role-cross_check = compared only, not imported
sheet-role-breakdown = breakdown of the counts
sheet-role-places = places
sheet-role-code_formats = lengths of P-codes
sheet-role-sites = sites
sheet-role-operations = operations
sheet-role-not_imported = not imported
found-by-hxl_tag = HXL tag
found-by-header = heading
found-by-group = group heading
found-by-values = values
found-by-mapping = mapping file
found-by-nothing = nothing
meaning-place_type = kind of place
meaning-site_status = open or closed
meaning-parent_code = code of the area above
meaning-admin_level = admin level
meaning-valid_from = valid from
meaning-latitude = latitude
meaning-longitude = longitude
meaning-point = latitude and longitude
meaning-operation = operation
meaning-operation_status = state of the operation
meaning-round = round
meaning-date = date
meaning-year = year
meaning-month = month
meaning-assessment_type = type of assessment
meaning-reason = reason for displacement
meaning-presence = whether people are there
meaning-key_informants = number of key informants
meaning-confidence = reliability
meaning-source = source
meaning-enumerator = enumerator
meaning-source_id = the file’s own row number
meaning-comment = remark
meaning-extra = kept beside the record
meaning-ignored = left out
meaning-part-name = name
meaning-part-local_name = name in another language
meaning-part-code = code
meaning-of-area = area
meaning-of-place = place
meaning-of-origin = area of origin
meaning-code-length = length of codes, admin { $level }
meaning-need = need no. { $rank }
meaning-need-problem = problem behind need no. { $rank }
meaning-block = part of a total by { $dimension }
meaning-category = category: { $dimension }
meaning-people-female = women and girls
meaning-people-male = men and boys
meaning-people-children = children
import-refused = { $count ->
    [one] { $count } row is refused, so nothing can be imported. Mend the file and try it out again.
   *[other] { $count } rows are refused, so nothing can be imported. Mend the file and try it out again.
}
import-unusable = The file has faults that stop all of it; they are listed below. Mend the file and try it out again.
