package io.navette.connector.google.drive;

/**
 * A file as Drive lists it.
 *
 * @param md5 of its bytes, in hexadecimal; empty for Google's own documents, which have none
 */
record DriveFile(String id, String name, String mimeType, String md5) {
  static final String SHEET = "application/vnd.google-apps.spreadsheet";

  /** Whether it is a Google Sheet, which is exported. */
  boolean isSheet() {
    return mimeType.equals(SHEET);
  }
}
