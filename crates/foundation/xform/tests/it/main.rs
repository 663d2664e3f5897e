mod checking;
mod flattening;
mod household;
mod reading;
