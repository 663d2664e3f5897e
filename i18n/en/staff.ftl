# The staff workspace. A key stands in every language with the same variables; a test holds that.

## Frame
skip = Skip to content
nav-main = Main
nav-rounds = Rounds
nav-registers = Registers
nav-import = Import
nav-indicators = Indicators
nav-users = Users
language = Language
loading = Loading…
try-again = Try again
cancel = Cancel
save = Save
saved = Saved.
create = Create
edit = Edit
all = All
yes = Yes
no = No
required = required
state = State
value = Value
place = Place
reason = Reason
reason-optional = Reason (optional)
reason-missing = Give a reason: others will read it later.
step-title = { $step }: { $round }
lost-title = This page does not exist
lost-back = Go to the rounds

## Sign in
sign-in-title = Sign in
sign-in-intro = For the people who collect, check and approve the figures.
sign-in = Sign in
sign-out = Sign out
user = User name
password = Password
code = Six-digit code
code-hint = Open your authenticator and type the code it shows now.

## Refusals
refusal-unknown = Something went wrong. Nothing was changed.
refusal-unreachable = The server cannot be reached. Check the connection and try again.
refusal-wrong_credentials = The user name, password or code is not right.
refusal-locked = Too many attempts. Wait a few minutes and try again.
refusal-forbidden = Your role does not allow this.
refusal-not_found = It does not exist, or you may not see it.
refusal-open_findings = The round cannot be approved while errors are open. Fix or accept each of them first.
refusal-version_conflict = Somebody changed this in the meantime. Load the page again and repeat your change.

## Rounds
rounds-title = Rounds
rounds-intro = Each round is collected, checked, and approved before its figures are public.
rounds-none = No round has been planned yet.
round-number = Round { $number }
period = { $starts } to { $ends }
individuals = Individuals
households = Households
assessments = Assessments
totals = Totals
open-findings = Open findings
open-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
round-state-planned = Planned
round-state-collecting = Collecting
round-state-checking = Checking
round-state-approved = Approved
round-state-reopened = Reopened
step-start = Start collection
step-submit = Submit for checks
step-approve = Approve
step-reopen = Reopen
step-accept = Accept
step-fix = Fixed
round-moved = The round is now: { $state }.
approve-blocked = { $count ->
    [one] One error is still open. Fix it or accept it with a reason; then the round can be approved.
   *[other] { $count } errors are still open. Fix each of them or accept it with a reason; then the round can be approved.
}
approve-means = The figures of this round become public.
no-step-for-you = The next step ({ $steps }) is taken by another role.
check-again = Run the checks
checking-now = Checking…
checked = The checks have run.

## Findings
findings = Findings
findings-count = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
findings-none = No finding matches these filters.
tally = { $open } open · { $accepted } accepted · { $fixed } fixed
severity = Severity
severity-refusal = Refused
severity-error = Error
severity-warning = Warning
severity-info = Note
finding-state-open = Open
finding-state-accepted = Accepted
finding-state-fixed = Fixed
check = Check
check-required = Required value
check-pcode_unknown = Unknown P-code
check-pcode_parent = P-code under another parent
check-pcode_length = Length of the P-code
check-name_mismatch = Name and P-code differ
check-point_off_earth = Point off the earth
check-point_zero = Point at zero
check-point_swapped = Latitude and longitude swapped
check-point_sign = Sign of the coordinate
check-point_outside = Point outside its area
check-duplicate_place = Place twice in the round
check-near_duplicate = Places near each other with one name
check-duplicate_submission = Submitted twice
check-block_sum = Parts do not add up
check-sex_sum = Women and men do not add up
check-household_size = Size of the households
check-constant_factor = One factor everywhere
check-change = Large change
check-new_place = New place
check-vanished_place = Vanished place
check-negative = Negative figure
check-above_population = More than the population
check-closed_populated = Closed but populated
check-date_outside_round = Date outside the round
check-before_crisis = Displaced before the crisis
check-outlier = Outlier
check-digit_heaping = Rounded figures
check-one_informant = One informant only
check-unit_slip = Households taken for individuals
check-levels_differ = Levels disagree
check-arrivals_differ = Change against arrivals
check-many_interviews = Too many places in a day
check-alike_answers = The same answers
check-short_interview = Interview too short
check-far_from_place = Far from the place
check-uncoded_reason = Reason in no list
keys-hint = With the list in focus: J next, K previous, A accept.
accept = Accept
accept-title = Accept this finding
accept-means = The figure stays as it is. Your reason is kept with it.
finding-accepted = Accepted.
open-again = Reopen
reopen-title = Reopen this finding
finding-reopened = Reopened.
fix = Correct
fix-title = Correct the record { $place }
save-and-check = Save and check
fixed-and-checked = Saved, and the round checked again.
see-record = Record
show-more = Show more ({ $left } left)

## Comparison
compare = Comparison with another round
compare-with = Compare with
choose-round = Choose a round
before = Before
after = After
change = Change
share = Change in %
explanation = Explanation
largest-changes = Largest changes
covered-both = Counted in the { $count } places that both rounds cover.
fates = What became of the places
fate = What happened
places = Places
fate-new = New
fate-emptied = Emptied
fate-not-reached = Not reached
fate-closed = Closed
fate-missing = Missing from the round
fate-moved = Moved to another area
fate-changed = Changed
fate-same = Unchanged

## Coverage and confidence
coverage = Coverage
coverage-note = A place where nobody is, one that was not reached and one that is closed are three different things: each is counted by itself.
coverage-by-area = Places by area
remote-round = Remote round: informants were asked from afar. Every product of it says so.
places-expected = Expected
places-covered = With people
places-nobody = Nobody there
places-not-reached = Not reached
places-closed = Closed
places-without-word = Without a figure
places-waiting = Still to come
places-known = Known
plan-areas = Plan areas and teams
area = Area
team = Team
days = Days
outside-plan = Outside the plan
waiting-for = { $count ->
    [one] one place has not reported
   *[other] { $count } places have not reported
}
reliability = Confidence in the figures of informants
confidence = Confidence
share-of-people = Share of people
reliability-high = High
reliability-medium = Medium
reliability-low = Low
reliability-unknown = Not recorded
round-locked = This round is approved: its records are closed until it is reopened with a reason.
round-report = Printable report
covered-each = The earlier round covers { $before }, the later one { $after }.
change-by-area = Change by area, with coverage beside it
places-before = Places before
places-after = Places after
only-before = People in places of the earlier round only
only-after = People in places of the later round only

## Registers and records
registers-title = Registers
registers-intro = Everything the system keeps, one list for each kind.
registers-none = There is no register you may see.
module-displacement = Displacement
module-house = Administration
class-open = Open
class-internal = Internal
class-restricted = Restricted
class-confidential = Confidential
search = Search
record = Record
new-record = New record
records-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
records-more = More than { $count } records
records-none = No record matches.
record-empty = This record has no content you may see.
changed = Changed
changed-at = Last changed { $at }
pages = Pages
previous = Previous
next = Next
export = Export
content = Content
as-of = As it stood on
as-of-note = You are looking at the past. Clear the date to see the present and to edit.
history = History
kind-create = Created
kind-patch = Changed
kind-transition = State changed
kind-settle = Conflict settled
kind-import = Imported
kind-erase = Erased
fields-set = { $count ->
    [one] { $count } field
   *[other] { $count } fields
}
conflict = Conflict
conflicts = Conflicts to settle
conflicts-intro = Two people changed the same field apart from each other. Choose which value stands.
take-this = Keep this value
settle-title = Settle the conflict
conflict-settled = The conflict is settled.

## Import
import-title = Import a file
import-intro = First a trial that changes nothing; then the import itself.
import-hint = Leave empty what the file says itself. Country: three letters, such as SDN.
file = File
file-missing = Choose a file first.
operation = Operation
round = Round
date = Date
country = Country
try-import = Try it out
keep-import = Import
import-done = Imported.
import-tried = Result of the trial
import-kept = Imported
rows = Rows
rows-created = Created
rows-changed = Changed
rows-unchanged = Unchanged
understanding = How the file was understood
faults = Faults
faults-count = { $count ->
    [one] { $count } fault
   *[other] { $count } faults
}
sheet = Sheet
row = Row
column = Column

## Indicators
indicators-title = Indicators
indicators-intro = Figures computed from the registers, by place.
indicator = Indicator
level = Level
level-name = { $level ->
    [0] Country
   *[other] Admin { $level }
}
by = Broken down by
by-nothing = Not broken down
everywhere = All places
observations-none = There are no figures for this choice.
suppressed = hidden
records = Records

## Users
users-title = Users
users-intro = Who may enter, and what they may do.
full-name = Name
grants = Roles
role = Role
unit = Unit
second-step = Code at sign-in
disabled = Disabled
disable = Disable
disable-title = Disable { $user }
disable-means = They can no longer sign in. What they did stays in the history.
user-disabled = Disabled.
user-created = User created.
new-user = New user
role-enumerator = Enumerator
role-analyst = Analyst
role-data_manager = Data manager
role-coordinator = Coordinator
role-administrator = Administrator
field-individuals = Individuals
field-households = Households
field-population = Population
field-presence = Presence
field-area_code = P-code
field-area_name = Place
field-latitude = Latitude
field-longitude = Longitude
field-females = Women and girls
field-males = Men and boys
