# La recolección en el navegador.

## Rellenar
nav-collect = Recolección
collect-title = Formularios para rellenar
collect-intro = Rellene formularios aquí, con o sin red. Lo que rellena se guarda primero en este dispositivo y se envía cuando hay conexión.
collect-none = No tiene ningún formulario para rellenar.
collect-away = No hay conexión. Estos formularios están guardados en este dispositivo y se pueden rellenar.
collect-signed-out = Su sesión ha terminado. Inicie sesión para enviar lo que espera; no se pierde nada.
collect-known-as = En este dispositivo como { $name }
fill = Rellenar
form-version = Versión { $version }
form-keep = Guardar para trabajar sin red
form-kept-at = Guardado en este dispositivo desde { $at }
form-newer = Hay una versión más reciente
form-forget = Quitar de este dispositivo
form-forgotten = Quitado de este dispositivo.
form-keep-done = { $title } ya se puede rellenar sin red.
form-keep-pages = El formulario está guardado, pero este navegador no guarda las páginas. Rellénelo con red.

fill-preview = Vista previa. Nada de lo que escriba aquí se guarda.
fill-preview-sent = El formulario está completo y se podría enviar. En la vista previa no se guarda nada.
fill-stored = { $count ->
    [one] Guardado en este dispositivo. { $count } formulario espera ser enviado.
   *[other] Guardado en este dispositivo. { $count } formularios esperan ser enviados.
}
fill-not-stored = Este dispositivo no pudo guardar el formulario. Libere espacio y envíe de nuevo; no cierre esta página.
fill-kept = No se pudo consultar al servidor: esta es la versión guardada en este dispositivo.
fill-no-network = No hay conexión y este formulario no está guardado en este dispositivo. Ábralo una vez con red.
fill-signed-out = Inicie sesión para abrir este formulario.
fill-no-form = Este formulario no existe, está cerrado o no es para usted.
fill-back = Volver a los formularios

## Lo que espera
queue = En espera de envío
queue-empty = Nada espera ser enviado
queue-count = { $count ->
    [one] { $count } en espera
   *[other] { $count } en espera
}
queue-tried = Último intento { $at }
queue-not-tried = Aún sin intentar
queue-send = Enviar ahora
queue-sending = Enviando…
queue-sent = { $count ->
    [one] Se envió { $count } formulario.
   *[other] Se enviaron { $count } formularios.
}
queue-unreachable = No se puede llegar al servidor. Se intentará de nuevo cuando vuelva la conexión.
queue-signed-out = Inicie sesión para enviar estos formularios.
queue-other = { $count ->
    [one] Otra persona rellenó { $count } formulario en este dispositivo. Se enviará cuando esa persona inicie sesión aquí.
   *[other] Otra persona rellenó { $count } formularios en este dispositivo. Se enviarán cuando esa persona inicie sesión aquí.
}
queue-made = Rellenado { $at }
queue-files = { $count ->
    [one] { $count } archivo
   *[other] { $count } archivos
}
queue-held = { $count ->
    [one] { $count } formulario le necesita
   *[other] { $count } formularios le necesitan
}
queue-held-conflict = El servidor tiene otro formulario con la misma identidad. Guarda los dos, y un gestor de datos decide.
queue-held-too_large = Un archivo es mayor de lo que el servidor acepta en una petición.
queue-held-refused = El servidor no aceptó este formulario.
queue-said = El servidor dice: { $text }
queue-again = Intentar de nuevo
queue-copy = Guardar una copia
queue-discard = Quitar
queue-discard-title = ¿Quitar este formulario del dispositivo?
queue-discard-means = Lo que se rellenó se borra de este dispositivo y no se puede recuperar. Guarde antes una copia.
queue-discarded = El formulario se quitó de este dispositivo.
sent-lately = Enviados desde este dispositivo
sent-at = Enviado { $at }

## Dentro de un formulario
runner-constraint = Esta respuesta no se admite aquí.
runner-required = Aquí hace falta una respuesta.
runner-send = Enviar
runner-cancel = Cancelar
runner-save_location = Guardar la ubicación
runner-remove = Quitar
runner-add = Añadir
runner-good_accuracy = Buena precisión
runner-poor_accuracy = Poca precisión
runner-unknown_accuracy = Precisión desconocida
runner-accuracy = Precisión
runner-latitude = Latitud
runner-longitude = Longitud
runner-finding = Buscando su ubicación
runner-no_location = No se puede leer la ubicación
runner-time_taken = Tiempo transcurrido
runner-no_background_location = La ubicación no está disponible. Actívela, permítala en el navegador y abra de nuevo el formulario.
runner-grant_location = Permita la ubicación en los ajustes del navegador y compruebe que está activada.
runner-get_location = Tomar la ubicación
runner-try_again = Intentar de nuevo
runner-take_picture = Tomar una foto
runner-choose_image = Elegir una imagen
runner-rank = Poner en orden
runner-errors = { $count ->
    [one] { $count } pregunta necesita otra respuesta.
   *[other] { $count } preguntas necesitan otra respuesta.
}
