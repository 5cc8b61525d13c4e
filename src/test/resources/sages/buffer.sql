CREATE TABLE chantiers (
  code VARCHAR(8) PRIMARY KEY,
  nom_client VARCHAR(30),
  libelle VARCHAR(80),
  date_debut DATE,
  date_fin DATE,
  sync BOOLEAN NOT NULL DEFAULT false,
  batisimply_id BIGINT UNIQUE
);
CREATE TABLE heures (
  id BIGINT PRIMARY KEY,
  debut TIMESTAMPTZ,
  fin TIMESTAMPTZ,
  minutes NUMERIC,
  statut TEXT,
  panier BOOLEAN,
  trajet BOOLEAN,
  salarie TEXT,
  projet BIGINT,
  sync BOOLEAN NOT NULL DEFAULT false
);
