# Review of what was received, and what the import understood. A key stands in every language with the same variables; a test holds that.

## Submissions and what was found in them
submissions-count-more = { $count ->
    [one] Plus de { $count } envoi
   *[other] Plus de { $count } envois
}
submissions-none-such = Aucun envoi ne correspond.
findings-of = Constats
findings-errors = Avec des erreurs
findings-any = Avec un constat
findings-without = Sans constat
submission-findings = { $count ->
    [one] { $count } constat
   *[other] { $count } constats
}
version = Version
sent-by-at = Envoyé par { $who }, { $at }
answer = Réponse
answer-blank = sans réponse
repeat = Répétition
answers-encrypted = Les réponses sont chiffrées. Qui détient la clé les lit avec ODK Briefcase ou un programme semblable.
answers-cut = { $count ->
    [one] Seule la première valeur ({ $count }) est affichée ici.
   *[other] Seules les { $count } premières valeurs sont affichées ici.
}
answers-others = { $count ->
    [one] { $count } valeur ajoutée par le formulaire
   *[other] { $count } valeurs ajoutées par le formulaire
}
severity-information = Remarque
rule-type = Pas du bon type
rule-required = Réponse manquante
rule-constraint = Contraire à la règle de la question
rule-choice = Absent des choix
rule-relevance = Répondu sans être demandé
rule-calculate = Diffère du calcul du formulaire
rule-unknown_node = Absent du formulaire
rule-version = Autre version du formulaire
rule-unchecked = N’a pu être vérifié
table-of = { $what } : tableau

## Files of a submission
files = Fichiers
file-size = Taille
file-here = Reçu
file-awaited = Pas encore reçu
file-former = Reçu ; cité par une version antérieure

## Review
review = Examen
comment-only = Commenter seulement
comment-missing = Écrivez d’abord un commentaire.
comment-done = Le commentaire est enregistré.
review-step-approve = Approuvé
review-step-reject = Rejeté
review-step-question = Signalé comme problématique
review-step-edit = Marqué comme modifié
review-step-reset = Remis à examiner
review-reset = Remettre à examiner
review-next = Prochain à examiner
review-none-left = Plus rien à examiner.
event-received = Reçu
event-edited = Modifié
event-commented = Commentaire
event-refused = Le même envoi est arrivé avec d’autres réponses et a été mis de côté
edit-changes = Ce que la modification a changé
edit-same = Aucune réponse n’a changé.
edit-untold = Les changements ne sont pas détaillés ici ; chaque version est conservée.

## Submissions that contradict each other
refused-title = Mis de côté
refused-intro = Un téléphone a envoyé un envoi déjà reçu, avec d’autres réponses. Les deux sont gardés jusqu’à ce que quelqu’un décide.
refused-none = Rien n’est mis de côté.
refused-count = { $count ->
    [one] { $count } mis de côté
   *[other] { $count } mis de côté
}
refused-waiting = { $count ->
    [one] { $count } envoi contredit un autre et attend une décision.
   *[other] { $count } envois en contredisent d’autres et attendent une décision.
}
refused-look = Voir les deux
refused-of-this = Cet envoi est revenu le { $at } avec d’autres réponses, qui attendent une décision.
refused-state-waiting = En attente
refused-state-merged = Repris
refused-state-separate = Gardé à part
refused-state-discarded = Écarté
merge-title = Deux versions d’un envoi
merge-intro = Regardez où elles diffèrent et décidez. Les deux restent dans l’historique quel que soit votre choix.
merge-encrypted = Les deux sont chiffrées et ne peuvent être comparées ici. Celle enregistrée peut être gardée ; l’autre reste ici pour qui détient la clé.
merge-large = Elles sont trop grandes pour être comparées valeur par valeur ; l’une peut être prise en entier.
merge-differing = { $count ->
    [one] { $count } réponse diffère
   *[other] { $count } réponses diffèrent
}
merge-equal = { $count ->
    [one] { $count } réponse est identique
   *[other] { $count } réponses sont identiques
}
merge-same = Elles disent la même chose ; seule l’écriture diffère.
side-stored = Enregistrée
side-refused = Mise de côté
stored-open = Ouvrir l’envoi enregistré
separate-open = Ouvrir l’envoi qu’elle est devenue
decision = Décision
decide = Décider
decision-missing = Choisissez d’abord une décision.
decision-done = La décision est enregistrée.
decide-keep = Garder celle enregistrée
decide-edit = Prendre celle mise de côté
decide-values = Prendre les valeurs choisies ci-dessus
decide-separate = Garder les deux
decide-means-keep = Rien ne change. Celle mise de côté reste pour mémoire.
decide-means-edit = Elle devient une modification de celle enregistrée, en entier.
decide-means-values = Elles deviennent une modification de celle enregistrée ; le reste ne change pas.
decide-means-separate = Elles parlent de choses différentes : celle mise de côté devient un envoi à part.
decided-keep = Celle enregistrée a été gardée
decided-edit = Celle mise de côté a été prise
decided-values = Des valeurs choisies ont été prises
decided-separate = Les deux ont été gardées
responses-more = Afficher les { $count } dernières

## Setting up a phone
device-card = Configuration de { $name }
device-code = Code QR avec les réglages pour ODK Collect
device-step-install = Installez ODK Collect sur le téléphone et ouvrez-le.
device-step-scan = Choisissez « Configurer avec un code QR » (ou « Ajouter un projet » dans le menu des projets) et visez ce code.
device-step-forms = Les formulaires arrivent d’eux-mêmes ; ce qui est rempli est envoyé dès qu’il y a un réseau.
device-by-hand = Sans caméra : saisissez ceci comme adresse du serveur.
device-local = Cette adresse n’atteint que cet ordinateur. Ouvrez l’espace de travail à l’adresse que les téléphones atteignent et ajoutez-y le téléphone.
device-once = Ce code n’est montré que maintenant. Il permet d’envoyer des formulaires : ne le donnez à personne d’autre.
device-card-close = Terminé
trial = Essayer sur un téléphone
trial-close = Fermer l’essai
trial-card = Ce brouillon sur un téléphone
trial-step-send = Remplissez le formulaire et envoyez-le. Il arrive ci-dessous, à part des vrais envois.
trial-bearer = Quiconque possède ce code peut envoyer des essais jusqu’à la publication du brouillon. Les essais sont supprimés quand le brouillon est remplacé ou publié. Les listes d’entités arrivent sur le téléphone sans leur contenu.
trial-sent = Envois d’essai
trial-again = Actualiser
trial-none = Aucun essai reçu pour l’instant.
trial-received = Reçu
trial-phone = Téléphone
trial-errors = Erreurs constatées
trial-answers = Réponses

## Taking a form out of use
form-state = Usage du formulaire
form-open-means = Téléphones et navigateurs le proposent et l’envoient.
form-closing-means = Il n’est plus proposé ; ce qui est commencé peut encore être envoyé.
form-closed-means = Plus rien n’est accepté.
form-wind-down = Ne plus proposer
form-close = Fermer
form-reopen = Rouvrir
form-state-done = L’usage du formulaire a été modifié.
forms-not-yours = Votre rôle n’inclut pas l’espace des formulaires. Les formulaires à remplir sont sous « Collecte ».

## How a file was understood
understood-from = Ce que les lignes ne disent pas elles-mêmes
understood-what = Quoi
understood-how = Tiré de
understood-sheet = { $sheet } : { $role }
understood-rows = En-têtes à la ligne { $header }, données dès la ligne { $first }. Lignes examinées : { $rows }.
meaning-population-idps = personnes déplacées internes
meaning-population-returnees = retournés
meaning-population-migrants = migrants
meaning-population-refugees = réfugiés
meaning-population-host_community = communauté hôte
understood-heading = En-tête
understood-meaning = Sens
understood-by = Reconnu par
understood-sums = Sommes
understood-adds = { $what } : exact dans { $good } lignes sur { $rows }
sheet-role-counts = effectifs
sheet-role-estimates = estimations d’un échantillon
sheet-role-cross_check = comparée seulement, non importée
sheet-role-breakdown = ventilation des effectifs
sheet-role-places = lieux
sheet-role-code_formats = longueurs des P-codes
sheet-role-sites = sites
sheet-role-operations = opérations
sheet-role-not_imported = non importée
found-by-hxl_tag = étiquette HXL
found-by-header = en-tête
found-by-group = en-tête de groupe
found-by-values = valeurs
found-by-mapping = fichier de correspondance
found-by-nothing = rien
meaning-place_type = type de lieu
meaning-site_status = ouvert ou fermé
meaning-parent_code = code de la zone supérieure
meaning-admin_level = niveau administratif
meaning-valid_from = valable depuis
meaning-latitude = latitude
meaning-longitude = longitude
meaning-point = latitude et longitude
meaning-operation = opération
meaning-operation_status = état de l’opération
meaning-round = cycle
meaning-date = date
meaning-year = année
meaning-month = mois
meaning-assessment_type = type d’évaluation
meaning-reason = raison du déplacement
meaning-presence = présence de personnes
meaning-key_informants = nombre d’informateurs clés
meaning-confidence = fiabilité
meaning-source = source
meaning-enumerator = enquêteur
meaning-source_id = numéro de ligne du fichier
meaning-comment = remarque
meaning-extra = gardé à côté de la fiche
meaning-ignored = laissé de côté
meaning-part-name = nom
meaning-part-local_name = nom dans une autre langue
meaning-part-code = code
meaning-of-area = zone
meaning-of-place = lieu
meaning-of-origin = zone d’origine
meaning-code-length = longueur des codes, admin { $level }
meaning-need = besoin n° { $rank }
meaning-need-problem = problème du besoin n° { $rank }
meaning-block = part d’un total par { $dimension }
meaning-category = catégorie : { $dimension }
meaning-people-female = femmes et filles
meaning-people-male = hommes et garçons
meaning-people-children = enfants
import-refused = { $count ->
    [one] { $count } ligne est refusée : rien ne peut être importé. Corrigez le fichier et essayez à nouveau.
   *[other] { $count } lignes sont refusées : rien ne peut être importé. Corrigez le fichier et essayez à nouveau.
}
import-unusable = Le fichier a des défauts qui arrêtent tout ; ils sont listés ci-dessous. Corrigez-le et essayez à nouveau.
