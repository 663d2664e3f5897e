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
runner-errors = { $count ->
    [one] { $count } question demande une autre réponse.
   *[other] { $count } questions demandent une autre réponse.
}
