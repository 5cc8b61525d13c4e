/** Microsoft SQL Server 2016 and newer, through mssql-jdbc. */
@NullMarked
package io.navette.connector.jdbc.sqlserver;

import org.jspecify.annotations.NullMarked;
