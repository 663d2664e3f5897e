# Ce que les téléphones montrent aux enquêteurs quand le serveur répond.
device-received = Reçu. Merci.
device-known = Cet envoi était déjà ici.
device-not-signed-in = Connectez-vous d’abord : l’adresse du téléphone n’est plus valable, ou le nom et le mot de passe sont faux. Demandez un nouveau code à votre gestionnaire de données.
device-not-allowed = Vous ne pouvez pas envoyer à ce projet. Demandez à votre gestionnaire de données.
device-not-found = Le formulaire n’est plus ici, ou pas dans cette version. Rechargez la liste des formulaires.
device-same-id = Un envoi portant ce numéro est ici avec d’autres réponses. Le vôtre a été gardé, un gestionnaire de données regardera les deux.
device-edited = L’envoi a été modifié entre-temps par quelqu’un d’autre. Le vôtre a été gardé, un gestionnaire de données regardera les deux.
device-edited-gone = L’envoi a été modifié entre-temps, ou n’est pas ici. Rechargez-le et modifiez celui-là.
device-file-differs = Un fichier nommé { $file } est ici avec un autre contenu. Celui qui est ici reste.
device-form-closed = Ce formulaire est clos. Demandez à votre gestionnaire de données où envoyer vos réponses ; elles restent sur votre téléphone.
device-draft-replaced = Le brouillon a été remplacé depuis. Récupérez à nouveau le formulaire et remplissez le nouveau ; cet essai peut être supprimé.
device-trial = Essai : { $form }
device-too-large = L’envoi dépasse { $megabytes } Mo. Envoyez ses fichiers en plusieurs fois.
device-cut-off = Le transfert a été interrompu. Envoyez encore une fois.
device-inside = Quelque chose a échoué chez nous. Rien n’est perdu ; envoyez encore une fois.
device-refused = Ceci n’a pas été accepté : { $reason }
