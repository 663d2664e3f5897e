# Pages publiques. Chaque clé existe dans chaque langue avec les mêmes variables ; un test le vérifie.

## Cadre
page-title = { $title } · { $site }
skip-to-content = Aller au contenu
nav-main = Navigation principale
nav-languages = Langues
nav-trail = Vous êtes ici
nav-indicators = Chiffres
nav-home = Accueil
nav-world = Carte du monde
nav-workspace = Se connecter
contact = Poser une question sur ces chiffres
boundary-disclaimer = Les frontières et les noms figurant sur cette carte n’impliquent ni reconnaissance ni acceptation officielle.

## Nombres
amount-suppressed = masqué
amount-unknown = pas de données
unit-people = Personnes
unit-households = Ménages
unit-sites = Sites
unit-plain = Valeur
count-people = { $count ->
    [one] { $value } personne
    [many] { $value } de personnes
   *[other] { $value } personnes
}
count-households = { $count ->
    [one] { $value } ménage
    [many] { $value } de ménages
   *[other] { $value } ménages
}
count-sites = { $count ->
    [one] { $value } site
    [many] { $value } de sites
   *[other] { $value } sites
}

## Dates
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Le chiffre
figure-title = { $title } : { $area }
summary-value = { $area } : { $amount } au { $date }.
summary-more = C’est { $share } de plus qu’au { $date } ({ $round }).
summary-fewer = C’est { $share } de moins qu’au { $date } ({ $round }).
summary-same = C’est autant qu’au { $date } ({ $round }).
summary-most = La valeur la plus élevée : { $area }, { $share } du total.
as-of = au { $date }
fact-round = Cycle
fact-collected = Collecte
fact-coverage = Zones évaluées
fact-records = Évaluations
fact-source = Source
fact-approved = Approuvé
coverage-of = { $assessed } sur { $planned }

## Zones
heading-areas = Où
areas-caption = Les mêmes valeurs que sur la carte, de la plus élevée à la plus faible
column-area = Zone
column-bar = Barre
column-change = Évolution
column-part = Groupe
column-share = Part
column-round = Cycle
column-date = Date
column-country = Pays
row-total = Total
map-label = { $title }, { $area }, { $date }
legend-label = Légende de la carte
legend-suppressed = Masqué pour protéger les personnes
legend-unknown = Pas de données

## Temps et répartition
heading-series = Évolution dans le temps
series-label = { $title }, { $area }, par cycle
series-note = Chaque point est un effectif à une date ; les cycles ne s’additionnent pas.
heading-breakdowns = Qui et pourquoi

## Données
heading-downloads = Obtenir les données
format-csv = tout tableur, avec balises HXL
format-xlsx = classeur, avec balises HXL
format-geojson = zones avec leurs contours, pour les cartes
format-parquet = colonnes, pour l’analyse
cite = Comment citer
cite-text = { $publisher } : { $title }, { $area }, { $round }, { $date }.
address = Adresse durable de ce chiffre
licence = Conditions d’utilisation

## Sens
heading-meaning = Ce que disent les chiffres
meaning-who = Qui est compté
meaning-when = À quel moment
meaning-when-text = Les personnes présentes le { $date } ou peu avant. C’est un effectif à une date, et non toutes les personnes qui se sont déplacées.
meaning-map = Comment lire la carte
meaning-map-text = Les zones sont réparties selon leur valeur en cinq groupes au plus, de taille à peu près égale : plus la couleur est forte, plus la valeur est élevée. Les zones hachurées n’ont pas de valeur qui puisse être montrée.
heading-limits = Méthode et limites
limits-estimate = Les chiffres sont des estimations fondées sur des informateurs clés, l’observation et d’autres sources dans chaque zone. Ce n’est ni un recensement ni un enregistrement.
limits-coverage = { $assessed } zones sur { $planned } ont été évaluées pendant ce cycle. Une zone qui n’a pas été atteinte est sans données, jamais à zéro.
limits-suppression = Les effectifs inférieurs à { $threshold } sont masqués pour protéger les personnes, ainsi que d’autres qui permettraient de les calculer. La somme des lignes visibles peut donc différer du total.
limits-rounds = En comparant des cycles, tenez compte du fait que les zones atteintes peuvent différer.

## Choix
choose-round = Cycle
choose-level = Zones
choose-show = Afficher

## Accueil
home-title = Accueil
home-empty = Rien n’a encore été publié. Les chiffres apparaîtront ici dès qu’un cycle aura été approuvé.
home-more = Voir de plus près
home-data = Obtenir les données
heading-headlines = Autres chiffres

## Monde
world-label = { $title } par pays, jusqu’au { $date }
world-lead = La dernière valeur approuvée de chaque pays, la plus récente du { $date }. Les pays sans valeur sont hachurés.
heading-countries = Pays

## Erreurs
not-found-heading = Cette page n’existe pas
not-found-text = L’adresse contient peut-être une faute de frappe, ou la page a été déplacée.
not-published-heading = Non publié
not-published-text = Il n’y a pas de chiffre publié pour cette zone et ce cycle. Choisissez un autre cycle ou revenez à l’accueil.
internal-heading = Une erreur s’est produite chez nous
internal-text = La page n’a pas pu être affichée. Réessayez dans un instant. Si cela se répète, indiquez-nous ce numéro : { $id }
to-home = Vers l’accueil
