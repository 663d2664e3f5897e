# Missing migrants: the inbox and its decisions. A key stands in every language with the same variables; a test holds that.

## The inbox of missing migrants
nav-missing = Missing migrants
missing-title = Missing migrants
missing-intro = What is reported is compared with what is known, verified by a second person, and then published.
missing-public = Public page
missing-show = Show
missing-reports = Reports
missing-incidents = Incidents
missing-none = Nothing is in this state.
more = More
open-record = Record and history

## People
dead = Dead
missing = Missing, minimum
survivors = Survivors

## A report and what is done with it
report = Report
report-new = New report
report-tells = What the report says
report-taken = The report is now a candidate; another person verifies it.
report-linked = The report is linked to the incident.
report-reject = Reject the report
reject = Reject
known-like = Known incidents that may be the same event
known-like-intro = Each is listed with what agrees and what does not. You decide; the order is only a help.
known-none = No known incident is near in time and place.
likeness = Likeness, 0 to 100
same-event = It is the same event
link-to = Link the report to { $incident }
link-report = Link
take-as-new = Take the report as a new incident
take-report = Take as a candidate
no-duplicate = Why it is none of the incidents above
no-duplicate-missing = Say why it is none of the incidents above: others will read it later.
figures-better = Figures that the report knows better

## An incident
incident = Incident
