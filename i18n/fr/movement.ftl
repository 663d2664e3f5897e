# Flow monitoring, estimates and returns. A key stands in every language with the same variables; a test holds that.

## People on the move
nav-flows = En mouvement
flows-title = Personnes en mouvement
flows-intro = Ce qui a été compté aux points de chaque itinéraire, à combien de personnes différentes cela peut correspondre, et quels jours étaient inhabituels.
flows-public = Page publique
flows-none = Personne n’a observé d’itinéraire ces jours-là.
from-day = Du
to-day = Au
counts-incomplete = { $count ->
    [one] Un comptage est sans point, jour ou heures et ne figure dans aucun chiffre.
   *[other] { $count } comptages sont sans point, jour ou heures et ne figurent dans aucun chiffre.
}
points-unknown = Passages à des points absents du registre :
approve-counts = Approuver les comptages
approve-counts-means = Les comptages enregistrés du { $from } au { $to } deviennent publics par semaine, là où leur point est public. Les petits nombres restent masqués.
counts-approved = { $count ->
    [0] Aucun comptage n’attendait d’approbation.
    [one] Un comptage approuvé.
   *[other] { $count } comptages approuvés.
}

## Unusual days
unusual = Jours inhabituels
unusual-note = Jugés d’après les semaines précédant chaque jour : { $judged } jours. Non jugés faute d’historique : { $unjudged } ; leur silence ne dit rien. Règle : { $rule }.
unusual-none = Aucun jour n’a été inhabituel.
day = Jour
point = Point
direction = Direction
direction-onward = Aller
direction-back = Retour
direction-circular = Circulaire
direction-unknown = Inconnue
passages = Passages
usual-from = Minimum
usual-to = Maximum
what-is-unusual = Ce qui est inhabituel
more-than-usual = Plus que d’habitude
fewer-than-usual = Moins que d’habitude

## A route and its points
route-title = { $route } : { $direction }
different-people = Personnes différentes, meilleure estimation
from-to = { $low } à { $high }
passages-by-point = Passages par point, dans l’ordre de l’itinéraire
counted-before = Déjà comptées, au mieux
known-by = Connu par
basis-first-point = Premier point de l’itinéraire
basis-told-last-transit = Les personnes ont dit leur dernier passage
basis-bounds-only = Bornes seulement
hours-open = On y passe pendant { $hours } heures par jour.
hours-open-unknown = On ignore pendant combien d’heures par jour on y passe : rien n’est extrapolé.
point-unwatched = Personne n’a observé ce point.
days-note = Un jour absent de la liste n’a pas été observé : il est inconnu, pas nul.
passages-by-day = Passages par jour
hours-watched = Heures observées
scaled = Extrapolés
how-derived = Comment le chiffre a été obtenu
hours-of-day = Heures de la journée
hour = Heure
passages-an-hour = Passages par heure observée
from-where-to-where = D’où vers où
departed-from = Parties de
going-to = Vers
not-told = Non dit

## Estimates of a round
estimates = Estimations par lieu
estimated-from = Évaluations de
estimated-location-assessments = Sites et localités
estimated-sub-area-assessments = Zones sous le district
population = Population
people = Personnes
lowest = Minimum
best = Meilleure
highest = Maximum
estimate-places = Lieux avec un chiffre : { $places }. Sans chiffre : { $without } ; inconnus, et non nuls.
estimate-none = Aucun lieu n’a de chiffre pour cette population.
sadd-female = Femmes et filles
sadd-male = Hommes et garçons
sex-and-age = { $sex }, { $ages } ans

## Places of return
returns-title = Conditions dans les lieux de retour
returns-note = 0 signifie aucun problème, 100 tous les problèmes au pire. Pondérations : { $weights } ({ $source }).
returns-most-severe = Lieux les plus sévères
people-returned = Personnes retournées
return-score = Score
return-severity-low = Faible
return-severity-medium = Moyenne
return-severity-high = Élevée
return-scale-services = Subsistance et services
return-scale-safety = Sécurité et cohésion
weighs-most = Ce qui pèse le plus
indicator-weighs = { $indicator } ({ $points })
answered = Répondu
too-little-answered = Trop peu de réponses
