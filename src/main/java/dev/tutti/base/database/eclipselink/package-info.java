/**
 * What Payara's JPA provider has to be told in its own words. Named in persistence.xml, absent without harm.
 */
package dev.tutti.base.database.eclipselink;
