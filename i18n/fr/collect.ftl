# La collecte dans le navigateur.

## Remplir
nav-collect = Collecte
collect-title = Formulaires à remplir
collect-intro = Remplissez des formulaires ici, avec ou sans réseau. Ce que vous saisissez est d’abord gardé sur cet appareil, puis envoyé dès qu’il y a une connexion.
collect-none = Vous n’avez aucun formulaire à remplir.
collect-away = Il n’y a pas de connexion. Ces formulaires sont gardés sur cet appareil et peuvent être remplis.
collect-signed-out = Votre session est terminée. Connectez-vous pour envoyer ce qui attend ; rien n’est perdu.
collect-known-as = Sur cet appareil en tant que { $name }
fill = Remplir
form-version = Version { $version }
form-keep = Garder pour travailler sans réseau
form-kept-at = Gardé sur cet appareil depuis le { $at }
form-newer = Il existe une version plus récente
form-forget = Retirer de cet appareil
form-forgotten = Retiré de cet appareil.
form-keep-done = { $title } peut maintenant être rempli sans réseau.
form-keep-pages = Le formulaire est gardé, mais ce navigateur ne garde pas les pages. Remplissez-le avec un réseau.

fill-preview = Aperçu. Rien de ce que vous saisissez ici n’est enregistré.
fill-preview-sent = Le formulaire est complet et pourrait être envoyé. Dans l’aperçu, rien n’est enregistré.
fill-stored = { $count ->
    [one] Gardé sur cet appareil. { $count } formulaire attend d’être envoyé.
   *[other] Gardé sur cet appareil. { $count } formulaires attendent d’être envoyés.
}
fill-not-stored = Cet appareil n’a pas pu garder le formulaire. Libérez de la place et envoyez de nouveau ; ne fermez pas cette page.
fill-kept = Le serveur n’a pas pu être consulté : voici la version gardée sur cet appareil.
fill-no-network = Il n’y a pas de connexion, et ce formulaire n’est pas gardé sur cet appareil. Ouvrez-le une fois avec un réseau.
fill-signed-out = Connectez-vous pour ouvrir ce formulaire.
fill-no-form = Ce formulaire n’existe pas, est fermé ou ne vous est pas destiné.
fill-back = Retour aux formulaires

## Ce qui attend
queue = En attente d’envoi
queue-empty = Rien n’attend d’être envoyé
queue-count = { $count ->
    [one] { $count } en attente
   *[other] { $count } en attente
}
queue-tried = Dernier essai { $at }
queue-not-tried = Pas encore essayé
queue-send = Envoyer maintenant
queue-sending = Envoi…
queue-sent = { $count ->
    [one] { $count } formulaire a été envoyé.
   *[other] { $count } formulaires ont été envoyés.
}
queue-unreachable = Le serveur est injoignable. Un nouvel essai aura lieu quand la connexion sera rétablie.
queue-signed-out = Connectez-vous pour envoyer ces formulaires.
queue-other = { $count ->
    [one] { $count } formulaire a été rempli par une autre personne sur cet appareil. Il sera envoyé quand elle se connectera ici.
   *[other] { $count } formulaires ont été remplis par une autre personne sur cet appareil. Ils seront envoyés quand elle se connectera ici.
}
queue-made = Rempli le { $at }
queue-files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
queue-held = { $count ->
    [one] { $count } formulaire a besoin de vous
   *[other] { $count } formulaires ont besoin de vous
}
queue-held-conflict = Le serveur a un autre formulaire avec la même identité. Il garde les deux, et un gestionnaire de données décide.
queue-held-too_large = Un fichier est plus grand que ce que le serveur accepte en une requête.
queue-held-refused = Le serveur n’a pas accepté ce formulaire.
queue-said = Le serveur dit : { $text }
queue-again = Réessayer
queue-copy = Enregistrer une copie
queue-discard = Retirer
queue-discard-title = Retirer ce formulaire de l’appareil ?
queue-discard-means = Ce qui a été saisi sera effacé de cet appareil et ne pourra pas être retrouvé. Enregistrez d’abord une copie.
queue-discarded = Le formulaire a été retiré de cet appareil.
sent-lately = Envoyés depuis cet appareil
sent-at = Envoyé le { $at }

## Dans un formulaire
runner-constraint = Cette réponse n’est pas admise ici.
runner-required = Une réponse est nécessaire ici.
runner-send = Envoyer
runner-cancel = Annuler
runner-save_location = Garder la position
runner-remove = Retirer
runner-add = Ajouter
runner-good_accuracy = Bonne précision
runner-poor_accuracy = Faible précision
runner-unknown_accuracy = Précision inconnue
runner-accuracy = Précision
runner-latitude = Latitude
runner-longitude = Longitude
runner-finding = Recherche de votre position
runner-no_location = La position ne peut pas être lue
runner-time_taken = Temps écoulé
runner-no_background_location = La position n’est pas disponible. Activez-la, autorisez-la dans le navigateur et rouvrez le formulaire.
runner-grant_location = Autorisez la position dans les réglages du navigateur et vérifiez qu’elle est activée.
runner-get_location = Relever la position
runner-try_again = Réessayer
runner-take_picture = Prendre une photo
runner-choose_image = Choisir une image
runner-rank = Mettre en ordre
runner-menu = Plus
runner-errors = { $count ->
    [one] { $count } question demande une autre réponse.
   *[other] { $count } questions demandent une autre réponse.
}

## L’espace des formulaires
nav-forms = Formulaires
forms-title = Formulaires
forms-intro = Les formulaires s’écrivent dans un classeur (XLSForm), s’essaient sur un écran de téléphone, se publient et se remplissent sur téléphone ou dans le navigateur.
forms-none = Aucun formulaire pour le moment.
form-new = Nouveau formulaire
form-new-hint = Un classeur (.xlsx, .xls) ou un XForm (.xml). C’est un brouillon jusqu’à sa publication.
form-upload = Téléverser
form-state-open = Ouvert
form-state-closing = En fermeture
form-state-closed = Fermé
form-state-draft = Brouillon
project = Projet
submissions = Envois
submission-last = Dernière réception
draft = Brouillon
draft-waits = Un brouillon attend d’être publié. Remplissez-le d’abord dans l’aperçu.
draft-new = Nouvelle version de ce formulaire
draft-hint = Il remplace le brouillon. Ce qui est publié reste tel quel.
draft-stored = Le brouillon est enregistré.
preview = Aperçu
preview-close = Fermer l’aperçu
preview-of = Aperçu de { $title } sur un téléphone
publish = Publier
publish-title = Publier { $title } ?
publish-means = Téléphones et navigateurs reçoivent cette version à leur prochaine connexion. Les versions déjà publiées restent et leurs envois sont toujours acceptés.
publish-version = Version
form-published = Le formulaire est publié.
versions = Versions
version-unnamed = Sans nom
published-at = publiée le { $at }
version-newer = Plus récente
version-older = Comparée à
changes = Changements entre deux versions
changes-break = Les changements en rouge rompent des colonnes : les réponses aux deux versions ne peuvent pas simplement être comptées ensemble.
version-change = Changement
question = Question
change-detail = Ce qui diffère
change-kind-removed = Question retirée
change-kind-type = Autre type
change-kind-choice-removed = Choix retiré
change-kind-moved = Question déplacée
change-kind-added = Nouvelle question
change-kind-choice-added = Nouveau choix
change-kind-required = Désormais obligatoire
change-kind-optional = N’est plus obligatoire
change-kind-rule = Autre règle
change-kind-label = Autres mots
translations = Traductions
texts = Textes
texts-there = Traduits
texts-missing = Manquants
language-only = Une seule langue
submissions-none = Rien n’a été reçu.
submission-of = Envoi du { $at }
received = Reçu
sender = Envoyé par
identity = Identité
answers = Réponses
comment-optional = Commentaire (facultatif)
review-received = À examiner
review-edited = Modifié
review-has_issues = À corriger
review-approved = Approuvé
review-rejected = Rejeté
review-approve = Approuver
review-issues = À corriger
review-reject = Rejeter
review-done = L’examen est enregistré.
downloads = Téléchargements
download-split = Choix multiples en une colonne par choix
download-csv = Tableaux en CSV (zip)
devices = Téléphones
devices-intro = Chaque téléphone ou enquêteur reçoit sa propre adresse. Elle permet de lister les formulaires et de les envoyer, rien d’autre, et peut être révoquée.
devices-none = Aucun téléphone pour le moment.
device-since = Depuis le { $at }
device-name = Nom du téléphone ou de la personne
device-make = Ajouter un téléphone
device-made = Le téléphone peut se connecter.
device-revoke = Révoquer
device-revoke-title = Révoquer { $name } ?
device-revoke-means = Le téléphone ne peut plus lister ni envoyer de formulaires. Ce qu’il n’a pas envoyé y reste.
device-revoked = Le téléphone a été révoqué.
paper = Version papier
paper-none = Le formulaire ne demande rien.
paper-if = Seulement si : { $rule }
paper-repeat = À répéter sur d’autres feuilles autant que nécessaire.
paper-file = À prendre avec le téléphone.
print = Imprimer
submissions-count = { $count ->
    [one] { $count } envoi
   *[other] { $count } envois
}
changes-count = { $count ->
    [one] { $count } changement
   *[other] { $count } changements
}
responses = Réponses reçues
responses-latest = { $count ->
    [one] Le dernier envoi
   *[other] Les { $count } derniers envois
}
responses-map = { $count ->
    [one] { $count } lieu
   *[other] { $count } lieux
}
filled-in = Comment il a été rempli
filled-time = { $time } devant les questions
filled-between = de { $from } à { $to }
filled-seconds = Temps
filled-visits = Affichages
filled-changed = Réponses modifiées pendant la saisie : { $count }
filled-reason = Motif d’une modification
filled-trail = Positions du téléphone : { $count }
filled-trail-withheld = Le journal contient des positions du téléphone ({ $count }) que votre rôle ne voit pas.
filled-unread = Lignes illisibles : { $count }
log-awaited = Le journal de saisie n’est pas encore arrivé.
log-unreadable = Le fichier du journal n’est pas un journal.
log-odd-clock_back = L’horloge du téléphone a été reculée pendant la saisie.
log-odd-several_people = Plusieurs personnes l’ont rempli.
log-odd-no_location = La localisation du téléphone était coupée ou refusée.
log-odd-changed_afterwards = Il a été modifié après avoir été terminé.
log-odd-unread = Des lignes du journal sont illisibles.
timing = Rythme de travail
timing-show = Lire les journaux
timing-of = { $logs } envois sur { $count } ont un journal.
timing-of-newest = { $logs } des { $count } derniers envois ont un journal.
timing-who = Envoyé par
timing-logs = Journaux
timing-without = Sans journal
timing-median = Temps habituel
timing-fast = Trop rapides
timing-changed = Réponses modifiées
timing-odd = À examiner
timing-rule = Ceux-ci ont été remplis au moins deux fois plus vite que d’habitude pour les mêmes questions (indice de vitesse relative, Leiner 2019 ; à partir de dix journaux).
timing-questions = Temps habituel par question
file-picture = Image { $name }
feeds = Registre alimenté
feeds-means = Un envoi modifie la fiche du registre qu’il nomme. Les questions remplissent les champs par leur nom, sinon par leur sens HXL.
feeds-register = Registre
feeds-none = Aucun
feeds-filled = Ce qui remplit quoi
feeds-field = Champ du registre
feeds-missing = Champs obligatoires sans valeur :
feeds-unused = Questions sans champ : { $count }
feeds-begin = Alimenter ce registre
feeds-end = Cesser d’alimenter
feeds-done = Le formulaire alimente le registre
feeds-ended = Le formulaire n’alimente plus de registre
