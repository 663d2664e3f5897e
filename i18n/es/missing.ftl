# Missing migrants: the inbox and its decisions. A key stands in every language with the same variables; a test holds that.

## The inbox of missing migrants
nav-missing = Migrantes desaparecidos
missing-title = Migrantes desaparecidos
missing-intro = Lo notificado se compara con lo conocido, lo verifica una segunda persona y después se publica.
missing-public = Página pública
missing-show = Mostrar
missing-reports = Notificaciones
missing-incidents = Incidentes
missing-none = No hay nada en este estado.
more = Más
open-record = Ficha e historial

## People
dead = Muertos
missing = Desaparecidos, mínimo
survivors = Supervivientes

## A report and what is done with it
report = Notificación
report-new = Nueva notificación
report-tells = Lo que dice la notificación
report-taken = La notificación es ahora un candidato; otra persona la verifica.
report-linked = La notificación está vinculada al incidente.
report-reject = Rechazar la notificación
reject = Rechazar
known-like = Incidentes conocidos que podrían ser el mismo suceso
known-like-intro = Cada uno aparece con lo que coincide y lo que no. Usted decide; el orden es solo una ayuda.
known-none = Ningún incidente conocido está cerca en el tiempo y el lugar.
likeness = Semejanza, 0 a 100
same-event = Es el mismo suceso
link-to = Vincular la notificación a { $incident }
link-report = Vincular
take-as-new = Tomar la notificación como incidente nuevo
take-report = Tomar como candidato
no-duplicate = Por qué no es ninguno de los incidentes anteriores
no-duplicate-missing = Diga por qué no es ninguno de los incidentes anteriores: otros lo leerán después.
figures-better = Cifras que la notificación conoce mejor

## An incident
incident = Incidente
