# L’espace de travail du personnel. Chaque clé existe dans chaque langue avec les mêmes variables ; un test y veille.

## Cadre
skip = Aller au contenu
nav-main = Principale
nav-rounds = Tours
nav-registers = Registres
nav-import = Importer
nav-indicators = Indicateurs
nav-users = Utilisateurs
language = Langue
loading = Chargement…
try-again = Réessayer
cancel = Annuler
save = Enregistrer
saved = Enregistré.
create = Créer
edit = Modifier
all = Tous
yes = Oui
no = Non
required = obligatoire
state = État
value = Valeur
place = Lieu
reason = Motif
reason-optional = Motif (facultatif)
reason-missing = Indiquez un motif : d’autres le liront plus tard.
step-title = { $step } : { $round }
lost-title = Cette page n’existe pas
lost-back = Aller aux tours

## Connexion
sign-in-title = Connexion
sign-in-intro = Pour les personnes qui collectent, vérifient et approuvent les chiffres.
sign-in = Se connecter
sign-out = Se déconnecter
user = Nom d’utilisateur
password = Mot de passe
code = Code à six chiffres
code-hint = Ouvrez votre application d’authentification et saisissez le code affiché.

## Refus
refusal-unknown = Une erreur est survenue. Rien n’a été modifié.
refusal-unreachable = Le serveur est injoignable. Vérifiez la connexion et réessayez.
refusal-wrong_credentials = Le nom d’utilisateur, le mot de passe ou le code est incorrect.
refusal-locked = Trop de tentatives. Attendez quelques minutes puis réessayez.
refusal-forbidden = Votre rôle ne le permet pas.
refusal-not_found = Cela n’existe pas, ou vous n’y avez pas accès.
refusal-open_findings = Le tour ne peut être approuvé tant que des erreurs sont ouvertes. Corrigez-les ou acceptez-les d’abord.
refusal-version_conflict = Quelqu’un l’a modifié entre-temps. Rechargez la page et refaites votre modification.

## Tours
rounds-title = Tours
rounds-intro = Chaque tour est collecté, vérifié, puis approuvé avant que ses chiffres soient publics.
rounds-none = Aucun tour n’est encore prévu.
round-number = Tour { $number }
period = Du { $starts } au { $ends }
individuals = Individus
households = Ménages
assessments = Évaluations
totals = Totaux
open-findings = Constats ouverts
open-errors = { $count ->
    [one] { $count } erreur
   *[other] { $count } erreurs
}
round-state-planned = Prévu
round-state-collecting = Collecte en cours
round-state-checking = En vérification
round-state-approved = Approuvé
round-state-reopened = Rouvert
step-start = Commencer la collecte
step-submit = Soumettre à la vérification
step-approve = Approuver
step-reopen = Rouvrir
step-accept = Accepter
step-fix = Corrigé
round-moved = Le tour est maintenant : { $state }.
approve-blocked = { $count ->
    [one] { $count } erreur est encore ouverte. Corrigez-la ou acceptez-la avec un motif ; le tour pourra alors être approuvé.
   *[other] { $count } erreurs sont encore ouvertes. Corrigez-les ou acceptez-les avec un motif ; le tour pourra alors être approuvé.
}
approve-means = Les chiffres de ce tour deviennent publics.
no-step-for-you = L’étape suivante ({ $steps }) revient à un autre rôle.
check-again = Lancer les vérifications
checking-now = Vérification…
checked = Les vérifications sont terminées.

## Constats
findings = Constats
findings-count = { $count ->
    [one] { $count } constat
   *[other] { $count } constats
}
findings-none = Aucun constat ne correspond à ces filtres.
tally = { $open } ouverts · { $accepted } acceptés · { $fixed } corrigés
severity = Gravité
severity-refusal = Refusé
severity-error = Erreur
severity-warning = Avertissement
severity-info = Note
finding-state-open = Ouvert
finding-state-accepted = Accepté
finding-state-fixed = Corrigé
check = Vérification
check-required = Valeur obligatoire
check-pcode_unknown = P-code inconnu
check-pcode_parent = P-code d’un autre parent
check-pcode_length = Longueur du P-code
check-name_mismatch = Nom et P-code différents
check-point_off_earth = Point hors du globe
check-point_zero = Point à zéro
check-point_swapped = Latitude et longitude inversées
check-point_sign = Signe de la coordonnée
check-point_outside = Point hors de sa zone
check-duplicate_place = Lieu en double dans le tour
check-near_duplicate = Lieux voisins de même nom
check-duplicate_submission = Envoi en double
check-block_sum = Les parties ne font pas le total
check-sex_sum = Femmes et hommes ne font pas le total
check-household_size = Taille des ménages
check-constant_factor = Un seul facteur partout
check-change = Forte variation
check-new_place = Nouveau lieu
check-vanished_place = Lieu disparu
check-negative = Chiffre négatif
check-above_population = Plus que la population
check-closed_populated = Fermé mais habité
check-date_outside_round = Date hors du tour
check-before_crisis = Déplacés avant la crise
check-outlier = Valeur aberrante
check-digit_heaping = Chiffres arrondis
check-one_informant = Un seul informateur
check-unit_slip = Ménages pris pour des individus
check-levels_differ = Niveaux discordants
check-arrivals_differ = Évolution et arrivées
check-many_interviews = Trop de lieux en un jour
check-alike_answers = Mêmes réponses
check-short_interview = Entretien trop court
check-far_from_place = Loin du lieu
check-uncoded_reason = Raison hors liste
keys-hint = Quand la liste est active : J suivant, K précédent, A accepter.
accept = Accepter
accept-title = Accepter ce constat
accept-means = Le chiffre reste tel quel. Votre motif est conservé.
finding-accepted = Accepté.
open-again = Rouvrir
reopen-title = Rouvrir ce constat
finding-reopened = Rouvert.
fix = Corriger
fix-title = Corriger la fiche { $place }
save-and-check = Enregistrer et vérifier
fixed-and-checked = Enregistré, et le tour vérifié à nouveau.
see-record = Fiche
show-more = Afficher plus (reste { $left })

## Comparaison
compare = Comparaison avec un autre tour
compare-with = Comparer avec
choose-round = Choisir un tour
before = Avant
after = Après
change = Variation
share = Variation en %
explanation = Explication
largest-changes = Plus fortes variations
covered-both = Compté dans les { $count } lieux couverts par les deux tours.
fates = Ce que sont devenus les lieux
fate = Évolution
places = Lieux
fate-new = Nouveau
fate-emptied = Vidé
fate-not-reached = Non atteint
fate-closed = Fermé
fate-missing = Absent du tour
fate-moved = Passé dans une autre zone
fate-changed = Modifié
fate-same = Inchangé

## Registres et fiches
registers-title = Registres
registers-intro = Tout ce que le système conserve, une liste par type.
registers-none = Aucun registre ne vous est accessible.
module-displacement = Déplacement
module-house = Administration
class-open = Ouvert
class-internal = Interne
class-restricted = Restreint
class-confidential = Confidentiel
search = Rechercher
record = Fiche
new-record = Nouvelle fiche
records-count = { $count ->
    [one] { $count } fiche
   *[other] { $count } fiches
}
records-more = Plus de { $count } fiches
records-none = Aucune fiche ne correspond.
record-empty = Cette fiche n’a pas de contenu visible pour vous.
changed = Modifié
changed-at = Dernière modification : { $at }
pages = Pages
previous = Précédent
next = Suivant
export = Exporter
content = Contenu
as-of = Tel qu’au
as-of-note = Vous consultez le passé. Effacez la date pour revenir au présent et modifier.
history = Historique
kind-create = Créée
kind-patch = Modifiée
kind-transition = Changement d’état
kind-settle = Conflit réglé
kind-import = Importée
kind-erase = Effacée
fields-set = { $count ->
    [one] { $count } champ
   *[other] { $count } champs
}
conflict = Conflit
conflicts = Conflits à régler
conflicts-intro = Deux personnes ont modifié le même champ séparément. Choisissez la valeur à retenir.
take-this = Garder cette valeur
settle-title = Régler le conflit
conflict-settled = Le conflit est réglé.

## Import
import-title = Importer un fichier
import-intro = D’abord un essai qui ne change rien, puis l’import lui-même.
import-hint = Laissez vide ce que le fichier indique déjà. Pays : trois lettres, par exemple SDN.
file = Fichier
file-missing = Choisissez d’abord un fichier.
operation = Opération
round = Tour
date = Date
country = Pays
try-import = Essayer
keep-import = Importer
import-done = Importé.
import-tried = Résultat de l’essai
import-kept = Importé
rows = Lignes
rows-created = Créées
rows-changed = Modifiées
rows-unchanged = Inchangées
understanding = Comment le fichier a été compris
faults = Erreurs du fichier
faults-count = { $count ->
    [one] { $count } erreur dans le fichier
   *[other] { $count } erreurs dans le fichier
}
sheet = Feuille
row = Ligne
column = Colonne

## Indicateurs
indicators-title = Indicateurs
indicators-intro = Chiffres calculés à partir des registres, par lieu.
indicator = Indicateur
level = Niveau
level-name = { $level ->
    [0] Pays
   *[other] Admin { $level }
}
by = Ventilé par
by-nothing = Sans ventilation
everywhere = Tous les lieux
observations-none = Il n’y a pas de chiffres pour ce choix.
suppressed = masqué
records = Fiches

## Utilisateurs
users-title = Utilisateurs
users-intro = Qui peut entrer, et ce que chacun peut faire.
full-name = Nom
grants = Rôles
role = Rôle
unit = Unité
second-step = Code à la connexion
disabled = Désactivé
disable = Désactiver
disable-title = Désactiver { $user }
disable-means = Cette personne ne pourra plus se connecter. Ce qu’elle a fait reste dans l’historique.
user-disabled = Désactivé.
user-created = Utilisateur créé.
new-user = Nouvel utilisateur
role-enumerator = Enquêteur
role-analyst = Analyste
role-data_manager = Gestionnaire de données
role-coordinator = Coordinateur
role-administrator = Administrateur
field-individuals = Individus
field-households = Ménages
field-population = Population
field-presence = Présence
field-area_code = P-code
field-area_name = Lieu
field-latitude = Latitude
field-longitude = Longitude
field-females = Femmes et filles
field-males = Hommes et garçons
## Coverage and confidence
coverage = Couverture
coverage-note = Un lieu sans personne, un lieu non atteint et un lieu fermé sont trois choses différentes : chacune est comptée à part.
coverage-by-area = Lieux par zone
remote-round = Tour à distance : les informateurs ont été interrogés à distance. Chaque produit le dit.
places-expected = Attendus
places-covered = Avec des personnes
places-nobody = Personne sur place
places-not-reached = Non atteints
places-closed = Fermés
places-without-word = Sans chiffre
places-waiting = À venir
places-known = Connus
plan-areas = Prévoir zones et équipes
area = Zone
team = Équipe
days = Jours
outside-plan = Hors du plan
waiting-for = { $count ->
    [one] un lieu n’a pas encore de rapport
   *[other] { $count } lieux n’ont pas encore de rapport
}
reliability = Confiance dans les chiffres des informateurs
confidence = Confiance
share-of-people = Part des personnes
reliability-high = Élevée
reliability-medium = Moyenne
reliability-low = Faible
reliability-unknown = Non renseignée
round-locked = Ce tour est approuvé : ses fiches sont fermées jusqu’à sa réouverture motivée.
round-report = Rapport à imprimer
covered-each = Le premier tour couvre { $before } lieux, le second { $after }.
change-by-area = Évolution par zone, avec la couverture
places-before = Lieux avant
places-after = Lieux après
only-before = Personnes dans les lieux du premier tour seul
only-after = Personnes dans les lieux du second tour seul

