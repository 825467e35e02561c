package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever is put and removed, a data set holds one element of each tag, in the order of unsigned tags. */
class DataSetOrderTest {

    private static Element element(int tag, int value) {
        return Element.of(tag, VR.OB, new Value.Bytes(new byte[] {(byte) value, 0}));
    }

    @Property(tries = 500)
    void elementsAreThoseThatWerePutLastAndNotRemoved(@ForAll List<@IntRange(min = -40, max = 40) Integer> steps) {
        DataSet dataSet = new DataSet();
        TreeMap<Integer, Element> expected = new TreeMap<>(Integer::compareUnsigned);
        for (int i = 0; i < steps.size(); i++) {
            int tag = steps.get(i) * 0x0400_0001;
            if (i % 3 == 2) {
                dataSet.remove(tag);
                expected.remove(tag);
            } else {
                Element element = element(tag, i);
                dataSet.put(element);
                expected.put(tag, element);
            }
            assertThat(dataSet.get(tag).isPresent()).isEqualTo(expected.containsKey(tag));
        }
        assertThat(dataSet).containsExactlyElementsOf(expected.values());
        assertThat(dataSet.stream()).containsExactlyElementsOf(expected.values());
        assertThat(dataSet.size()).isEqualTo(expected.size());
        expected.forEach((tag, element) -> assertThat(dataSet.get(tag)).contains(element));
    }

    @Test
    void theIteratorRemoves() {
        DataSet dataSet = new DataSet().put(element(1, 1)).put(element(2, 2)).put(element(3, 3));
        Iterator<Element> iterator = dataSet.iterator();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        while (iterator.hasNext()) {
            if (iterator.next().tag() != 2) {
                iterator.remove();
            }
        }
        assertThat(dataSet).extracting(Element::tag).containsExactly(2);
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anElementMayBeReplacedDuringAnIterationButNoneAdded() {
        DataSet dataSet = new DataSet().put(element(1, 1)).put(element(2, 2));
        for (Element element : dataSet) {
            dataSet.put(element(element.tag(), 9));
        }
        assertThat(dataSet).allSatisfy(element -> assertThat(element.bytes()).startsWith(9));
        Iterator<Element> iterator = dataSet.iterator();
        dataSet.put(element(3, 3));
        assertThatThrownBy(iterator::next).isInstanceOf(ConcurrentModificationException.class);
    }
}
