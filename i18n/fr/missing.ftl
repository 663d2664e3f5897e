# Missing migrants: the inbox and its decisions. A key stands in every language with the same variables; a test holds that.

## The inbox of missing migrants
nav-missing = Migrants disparus
missing-title = Migrants disparus
missing-intro = Ce qui est signalé est comparé à ce qui est connu, vérifié par une seconde personne, puis publié.
missing-public = Page publique
missing-show = Afficher
missing-reports = Signalements
missing-incidents = Incidents
missing-none = Rien n’est dans cet état.
more = Suite
open-record = Fiche et historique

## People
dead = Morts
missing = Disparus, minimum
survivors = Survivants

## A report and what is done with it
report = Signalement
report-new = Nouveau signalement
report-tells = Ce que dit le signalement
report-taken = Le signalement est désormais un candidat ; une autre personne le vérifie.
report-linked = Le signalement est rattaché à l’incident.
report-reject = Rejeter le signalement
reject = Rejeter
known-like = Incidents connus qui pourraient être le même événement
known-like-intro = Chacun est présenté avec ce qui concorde et ce qui diffère. C’est vous qui décidez ; l’ordre n’est qu’une aide.
known-none = Aucun incident connu n’est proche dans le temps et l’espace.
likeness = Ressemblance, 0 à 100
same-event = C’est le même événement
link-to = Rattacher le signalement à { $incident }
link-report = Rattacher
take-as-new = Retenir le signalement comme nouvel incident
take-report = Retenir comme candidat
no-duplicate = Pourquoi ce n’est aucun des incidents ci-dessus
no-duplicate-missing = Dites pourquoi ce n’est aucun des incidents ci-dessus : d’autres le liront plus tard.
figures-better = Chiffres mieux connus par le signalement

## An incident
incident = Incident
