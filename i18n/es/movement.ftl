# Flow monitoring, estimates and returns. A key stands in every language with the same variables; a test holds that.

## People on the move
nav-flows = En movimiento
flows-title = Personas en movimiento
flows-intro = Lo que se contó en los puntos de cada ruta, a cuántas personas distintas puede corresponder y qué días fueron inusuales.
flows-public = Página pública
flows-none = Nadie observó ninguna ruta en estos días.
from-day = Desde
to-day = Hasta
counts-incomplete = { $count ->
    [one] A un conteo le falta el punto, el día o las horas y no está en ninguna cifra.
   *[other] A { $count } conteos les falta el punto, el día o las horas y no están en ninguna cifra.
}
points-unknown = Pasos en puntos que no están en el registro:
approve-counts = Aprobar los conteos
approve-counts-means = Los conteos registrados del { $from } al { $to } pasan a ser públicos por semanas, donde su punto es público. Los números pequeños siguen ocultos.
counts-approved = { $count ->
    [0] Ningún conteo esperaba aprobación.
    [one] Un conteo aprobado.
   *[other] { $count } conteos aprobados.
}

## Unusual days
unusual = Días inusuales
unusual-note = Juzgados por las semanas anteriores a cada día: { $judged } días. No juzgados por falta de historia: { $unjudged }; el silencio sobre ellos no dice nada. Regla: { $rule }.
unusual-none = Ningún día fue inusual.
day = Día
point = Punto
direction = Dirección
direction-onward = Hacia adelante
direction-back = De vuelta
direction-circular = Circular
direction-unknown = Desconocida
passages = Pasos
usual-from = Mínimo
usual-to = Máximo
what-is-unusual = Qué es inusual
more-than-usual = Más de lo habitual
fewer-than-usual = Menos de lo habitual

## A route and its points
route-title = { $route }: { $direction }
different-people = Personas distintas, mejor estimación
from-to = { $low } a { $high }
passages-by-point = Pasos por punto, en el orden de la ruta
counted-before = Ya contadas, mejor
known-by = Se sabe por
basis-first-point = Primer punto de la ruta
basis-told-last-transit = La gente dijo por dónde pasó antes
basis-bounds-only = Solo límites
hours-open = Se pasa durante { $hours } horas al día.
hours-open-unknown = No se sabe durante cuántas horas al día se pasa: nada se extrapola.
point-unwatched = Nadie observó este punto.
days-note = Un día que no figura no se observó: es desconocido, no cero.
passages-by-day = Pasos por día
hours-watched = Horas observadas
scaled = Extrapolados
how-derived = Cómo se obtuvo la cifra
hours-of-day = Horas del día
hour = Hora
passages-an-hour = Pasos por hora observada
from-where-to-where = De dónde a dónde
departed-from = Salieron de
going-to = Van a
not-told = No dicho

## Estimates of a round
estimates = Estimaciones por lugar
estimated-from = Evaluaciones de
estimated-location-assessments = Sitios y localidades
estimated-sub-area-assessments = Áreas bajo el distrito
population = Población
people = Personas
lowest = Mínimo
best = Mejor
highest = Máximo
estimate-places = Lugares con cifra: { $places }. Sin cifra: { $without }; son desconocidos, no cero.
estimate-none = Ningún lugar tiene cifra para esta población.
sadd-female = Mujeres y niñas
sadd-male = Hombres y niños
sex-and-age = { $sex }, { $ages } años

## Places of return
returns-title = Condiciones en los lugares de retorno
returns-note = 0 es ningún problema, 100 todos los problemas en su peor grado. Pesos: { $weights } ({ $source }).
returns-most-severe = Lugares más graves
people-returned = Personas retornadas
return-score = Puntaje
return-severity-low = Baja
return-severity-medium = Media
return-severity-high = Alta
return-scale-services = Medios de vida y servicios
return-scale-safety = Seguridad y cohesión
weighs-most = Lo que más pesa
indicator-weighs = { $indicator } ({ $points })
answered = Respondido
too-little-answered = Muy pocas respuestas
