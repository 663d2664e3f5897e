# Lo que los teléfonos muestran a los encuestadores cuando el servidor responde.
device-received = Recibido. Gracias.
device-known = Este envío ya estaba aquí.
device-not-signed-in = Inicie sesión primero: la dirección del teléfono ya no es válida, o el usuario y la contraseña son incorrectos. Pida un código nuevo a su gestor de datos.
device-not-allowed = No puede enviar a este proyecto. Pregunte a su gestor de datos.
device-not-found = El formulario ya no está aquí, o no en esta versión. Vuelva a obtener la lista de formularios.
device-same-id = Un envío con este número está aquí con otras respuestas. El suyo se guardó y un gestor de datos mirará ambos.
device-edited = Otra persona cambió el envío entretanto. El suyo se guardó y un gestor de datos mirará ambos.
device-edited-gone = El envío cambió entretanto, o no está aquí. Vuelva a obtenerlo y cambie ese.
device-file-differs = Un archivo llamado { $file } está aquí con otro contenido. Queda el que está aquí.
device-form-closed = Este formulario está cerrado. Pregunte a su gestor de datos adónde enviar sus respuestas; siguen en su teléfono.
device-draft-replaced = El borrador fue reemplazado. Obtenga de nuevo el formulario y rellene el nuevo; esta prueba se puede borrar.
device-trial = Prueba: { $form }
device-too-large = El envío supera { $megabytes } MB. Envíe sus archivos en varias partes.
device-cut-off = La transferencia se cortó. Envíe de nuevo.
device-inside = Algo falló de nuestro lado. No se perdió nada; envíe de nuevo.
device-refused = Esto no se aceptó: { $reason }
